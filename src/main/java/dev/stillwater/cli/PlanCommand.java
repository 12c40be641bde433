package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.maintenance.RunKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what a run would do. */
@Command(
    name = "plan",
    description = "Print as JSON what maintenance would do now, and change nothing.",
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Program.once(PlanCommand::plan);
  }

  private static int plan(Stillwater stillwater) {
    System.out.println(
        Program.await(stillwater.maintenance().planner().plan(RunKind.FULL)).toJson());
    return Program.OK;
  }
}
