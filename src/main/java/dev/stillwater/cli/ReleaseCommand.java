package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Leaves a restored month to the next run. */
@Command(
    name = "release",
    description = "Let a restored month be archived again by the next run.",
    mixinStandardHelpOptions = true)
public final class ReleaseCommand implements Callable<Integer> {

  @Parameters(description = "YYYY-MM", converter = MonthConverter.class)
  private YearMonth month;

  @Override
  public Integer call() {
    return Program.once(this::release);
  }

  private int release(Stillwater stillwater) {
    Program.await(stillwater.maintenance().restores().release(month));
    return Program.OK;
  }
}
