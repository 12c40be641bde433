package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.database.DatabaseException;
import dev.stillwater.verify.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks over what the database holds, beside a running service. */
@Command(
    name = "verify",
    description =
        "Count and checksum all events per month, print that as JSON, and exit with 1 where anything is not as promised.",
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Program.once(VerifyCommand::verify);
  }

  private static int verify(Stillwater stillwater) {
    Verification verification = Program.await(stillwater.verifier().verify());
    System.out.println(verification.toJson());
    return verification.isSound()
        ? Program.OK
        : Program.tell(
            new DatabaseException(
                "the database is not sound: " + String.join("; ", verification.violations())));
  }
}
