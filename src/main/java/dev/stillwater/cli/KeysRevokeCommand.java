package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.access.ApiKey;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes a key. */
@Command(
    name = "revoke",
    description = "Revoke a key for good, and print what is known of it.",
    mixinStandardHelpOptions = true)
public final class KeysRevokeCommand implements Callable<Integer> {

  @Parameters(description = "as keys list tells it", paramLabel = "ID")
  private String id;

  @Override
  public Integer call() {
    return Program.once(this::revoke);
  }

  private int revoke(Stillwater stillwater) {
    Optional<ApiKey> revoked = Program.await(stillwater.keys().revoke(id));
    revoked.ifPresentOrElse(
        key -> System.out.println(key.toJson()),
        () -> System.err.println("stillwater: there is no key " + id));
    return revoked.isPresent() ? Program.OK : Program.FAILED;
  }
}
