package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.access.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
    name = "create",
    description = "Make a key and print it: it is shown this once.",
    mixinStandardHelpOptions = true)
public final class KeysCreateCommand implements Callable<Integer> {

  private static final int MAX_NAME = 200;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "read, write or operate; each may what those before it may",
      converter = RoleConverter.class)
  private Role role;

  @Option(names = "--name", paramLabel = "NAME", description = "whose key it is, for people")
  private String name = "";

  @Option(
      names = "--expires",
      paramLabel = "END",
      description = "90d, 2027-01-31 (in UTC) or 2027-01-31T12:00:00Z; never unless given",
      converter = ExpiryConverter.class)
  private Expiry expires;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Instant now = InstantSource.system().instant();
    Optional<Instant> end = Optional.ofNullable(expires).map(expiry -> expiry.after().apply(now));
    require(end.filter(at -> !at.isAfter(now)).isEmpty(), "--expires must be in the future");
    require(
        name.codePointCount(0, name.length()) <= MAX_NAME && name.indexOf('\0') < 0,
        "--name must be at most " + MAX_NAME + " characters");
    return Program.once(stillwater -> create(stillwater, end));
  }

  private void require(boolean met, String otherwise) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private int create(Stillwater stillwater, Optional<Instant> end) {
    System.out.println(Program.await(stillwater.keys().create(role, name, end)));
    return Program.OK;
  }
}
