package dev.stillwater.cli;

import dev.stillwater.maintenance.MaintenanceRun;
import dev.stillwater.maintenance.Phase;
import dev.stillwater.maintenance.Progress;
import java.io.PrintStream;
import java.util.Locale;

/** Draws how far a run has come, on one line of a terminal. */
final class ProgressBar {

  private static final int BAR = 30;
  private static final int LINE = 79;

  private final PrintStream terminal;
  private boolean drawn;

  ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  void draw(MaintenanceRun run) {
    String line = run.progress().map(progress -> line(run, progress)).orElse("");
    terminal.printf("\r%-" + LINE + "s", line.length() > LINE ? line.substring(0, LINE) : line);
    terminal.flush();
    drawn = true;
  }

  /** Leaves the line to others. */
  void clear() {
    if (drawn) {
      terminal.print("\r" + " ".repeat(LINE) + "\r");
      terminal.flush();
    }
  }

  static String line(MaintenanceRun run, Progress progress) {
    boolean snapshot = progress.phase().filter(Phase.SNAPSHOT::equals).isPresent();
    long done = snapshot ? progress.streamsDone() : progress.monthsDone();
    long total = snapshot ? progress.streamsTotal() : progress.monthsTotal();
    StringBuilder line = new StringBuilder();
    line.append(
        progress.phase().map(phase -> phase.name().toLowerCase(Locale.ROOT)).orElse("begin"));
    line.append(' ').append(bar(done, total));
    line.append(" %d/%d %s".formatted(done, total, snapshot ? "streams" : "months"));
    progress.rowsPerSecond().ifPresent(rate -> line.append(", %d rows/s".formatted(rate)));
    progress.secondsLeft().ifPresent(seconds -> line.append(", %d s left".formatted(seconds)));
    run.waitingFor().ifPresent(obstacle -> line.append(", waits for ").append(obstacle));
    return line.toString();
  }

  private static String bar(long done, long total) {
    int filled = total == 0 ? 0 : (int) Math.min(BAR, done * BAR / total);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }
}
