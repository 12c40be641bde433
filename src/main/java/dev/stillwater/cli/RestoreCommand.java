package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.maintenance.MaintenanceRun;
import dev.stillwater.maintenance.Restored;
import dev.stillwater.maintenance.RunStatus;
import dev.stillwater.maintenance.RunningRun;
import dev.stillwater.maintenance.Trigger;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings an archived month back to the log. */
@Command(
    name = "restore",
    description =
        "Bring an archived month back to the log, and hold it there until it is released.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

  @Parameters(description = "YYYY-MM", converter = MonthConverter.class)
  private YearMonth month;

  @Override
  public Integer call() {
    return Program.once(this::restore);
  }

  private int restore(Stillwater stillwater) {
    Optional<RunningRun> going =
        Program.await(stillwater.maintenance().restores().restore(Trigger.CLI, month));
    Optional<MaintenanceRun> ended = going.map(run -> Program.await(run.finished()));
    boolean failed = ended.filter(run -> run.status() != RunStatus.SUCCEEDED).isPresent();
    System.out.println(failed ? ended.get().toJson() : new Restored(month, ended).toJson());
    return failed ? Program.FAILED : Program.OK;
  }
}
