package dev.stillwater.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Brings the database up to date, then exits. */
@Command(
    name = "migrate",
    description = "Bring the database's schema and months up to date, then exit.",
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    // to be open is to be migrated
    return Program.once(stillwater -> Program.OK);
  }
}
