package dev.stillwater;

import dev.stillwater.cli.ConfigCommand;
import dev.stillwater.cli.HealthCommand;
import dev.stillwater.cli.KeysCommand;
import dev.stillwater.cli.MaintainCommand;
import dev.stillwater.cli.MigrateCommand;
import dev.stillwater.cli.PlanCommand;
import dev.stillwater.cli.RehearseCommand;
import dev.stillwater.cli.ReleaseCommand;
import dev.stillwater.cli.RestoreCommand;
import dev.stillwater.cli.ServeCommand;
import dev.stillwater.cli.StatusCommand;
import dev.stillwater.cli.VerifyCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code serve} where no command is given. */
@Command(
    name = "stillwater",
    description = "Monthly stills of long-running streams on PostgreSQL, and a lean event log.",
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      MaintainCommand.class,
      PlanCommand.class,
      StatusCommand.class,
      VerifyCommand.class,
      RestoreCommand.class,
      ReleaseCommand.class,
      ConfigCommand.class,
      HealthCommand.class,
      KeysCommand.class,
      RehearseCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main implements Callable<Integer> {

  private Main() {}

  @Override
  public Integer call() {
    return new ServeCommand().call();
  }

  /** Runs a command; exits with 0 where it succeeded, 1 where it failed, 2 where it was misused. */
  public static void main(String[] args) {
    // what reads a command line takes long to load and is too old for an ahead-of-time cache
    int code =
        args.length == 0 ? new ServeCommand().call() : new CommandLine(new Main()).execute(args);
    System.exit(code);
  }
}
