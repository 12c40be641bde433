package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.maintenance.MaintenanceModule;
import dev.stillwater.maintenance.MaintenanceRun;
import dev.stillwater.maintenance.RunKind;
import dev.stillwater.maintenance.RunStatus;
import dev.stillwater.maintenance.RunningRun;
import dev.stillwater.maintenance.Trigger;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** One run of maintenance, then exits: for cron or a Kubernetes CronJob. */
@Command(
    name = "maintain",
    description = "Run maintenance once, print the run as JSON, then exit (1 where it failed).",
    mixinStandardHelpOptions = true)
public final class MaintainCommand implements Callable<Integer> {

  private static final long REDRAW_MILLIS = 500;

  @Option(names = "--dry-run", description = "Only print what it would do.")
  private boolean dryRun;

  @Option(
      names = "--phase",
      paramLabel = "snapshot|archive",
      description = "Run one phase alone.",
      converter = PhaseConverter.class)
  private RunKind kind = RunKind.FULL;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show how far it has come, on standard error (default: on a terminal).")
  private Boolean progress;

  @Override
  public Integer call() {
    return Program.once(this::maintain);
  }

  private int maintain(Stillwater stillwater) throws InterruptedException {
    MaintenanceModule maintenance = stillwater.maintenance();
    if (dryRun) {
      System.out.println(Program.await(maintenance.planner().plan(kind)).toJson());
      return Program.OK;
    }
    RunningRun run = Program.await(maintenance.maintenance().start(kind, Trigger.CLI));
    if (progress == null ? Ansi.AUTO.enabled() : progress) {
      watch(run, maintenance);
    }
    MaintenanceRun ended = Program.await(run.finished());
    System.out.println(ended.toJson());
    Program.await(run.tidied());
    return ended.status() == RunStatus.SUCCEEDED ? Program.OK : Program.FAILED;
  }

  private static void watch(RunningRun run, MaintenanceModule maintenance)
      throws InterruptedException {
    ProgressBar bar = new ProgressBar(System.err);
    while (!hasEnded(run)) {
      Program.await(maintenance.history().running().otherwiseEmpty()).ifPresent(bar::draw);
    }
    bar.clear();
  }

  private static boolean hasEnded(RunningRun run) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    run.finished().onComplete(result -> ended.countDown());
    return ended.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }
}
