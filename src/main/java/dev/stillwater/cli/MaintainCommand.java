package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.maintenance.MaintenanceRun;
import dev.stillwater.maintenance.RunKind;
import dev.stillwater.maintenance.RunStatus;
import dev.stillwater.maintenance.RunningRun;
import dev.stillwater.maintenance.Trigger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** One run of maintenance, then exits: for cron or a Kubernetes CronJob. */
@Command(
    name = "maintain",
    description = "Run maintenance once, print the run as JSON, then exit (1 where it failed).",
    mixinStandardHelpOptions = true)
public final class MaintainCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Program.once(MaintainCommand::maintain);
  }

  private static int maintain(Stillwater stillwater) {
    RunningRun run =
        Program.await(stillwater.maintenance().maintenance().start(RunKind.FULL, Trigger.CLI));
    MaintenanceRun ended = Program.await(run.finished());
    System.out.println(ended.toJson());
    Program.await(run.tidied());
    return ended.status() == RunStatus.SUCCEEDED ? Program.OK : Program.FAILED;
  }
}
