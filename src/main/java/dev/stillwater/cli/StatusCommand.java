package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells how maintenance stands. */
@Command(
    name = "status",
    description =
        "Print as JSON what maintenance did, is doing and will do; exit with 1 where a run is overdue.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Program.once(StatusCommand::status);
  }

  private static int status(Stillwater stillwater) {
    var status = Program.await(stillwater.maintenance().status().read());
    System.out.println(status.toJson());
    return status.schedule().overdueSince().isEmpty() ? Program.OK : Program.FAILED;
  }
}
