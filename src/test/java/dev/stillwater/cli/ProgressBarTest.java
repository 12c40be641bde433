package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.maintenance.MaintenanceRun;
import dev.stillwater.maintenance.Phase;
import dev.stillwater.maintenance.Progress;
import dev.stillwater.maintenance.RunKind;
import dev.stillwater.maintenance.RunStatus;
import dev.stillwater.maintenance.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final ProgressBar bar = new ProgressBar(new PrintStream(drawn, true));

  @Test
  void aCaptureIsToldInStreams() {
    Progress progress =
        new Progress(
            Optional.of(Phase.SNAPSHOT), 500, 1000, 0, 0, OptionalLong.of(250), OptionalLong.of(2));
    assertThat(ProgressBar.line(run(progress, Optional.empty()), progress))
        .isEqualTo(
            "snapshot [###############...............] 500/1000 streams, 250 rows/s, 2 s left");
  }

  @Test
  void archivingIsToldInMonthsAndWhatItWaitsFor() {
    Progress progress =
        new Progress(
            Optional.of(Phase.ARCHIVE), 9, 9, 2, 3, OptionalLong.empty(), OptionalLong.empty());
    assertThat(ProgressBar.line(run(progress, Optional.of("a reader")), progress))
        .isEqualTo("archive [####################..........] 2/3 months, waits for a reader");
  }

  @Test
  void beforeThereIsAnythingItIsEmpty() {
    Progress progress =
        new Progress(Optional.empty(), 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    assertThat(ProgressBar.line(run(progress, Optional.empty()), progress))
        .isEqualTo("begin [..............................] 0/0 months");
  }

  @Test
  void oneLineIsDrawnOverAndLeftClear() {
    bar.clear();
    assertThat(drawn.toString()).isEmpty();
    Progress progress =
        new Progress(
            Optional.of(Phase.ARCHIVE), 9, 9, 2, 3, OptionalLong.empty(), OptionalLong.empty());
    bar.draw(run(progress, Optional.of("x".repeat(500))));
    bar.clear();
    assertThat(drawn.toString()).startsWith("\rarchive [").endsWith("\r").doesNotContain("\n");
    assertThat(drawn.toString().split("\r")).allMatch(line -> line.length() < 80);
  }

  private static MaintenanceRun run(Progress progress, Optional<String> waitingFor) {
    return new MaintenanceRun(
        1,
        RunKind.FULL,
        Trigger.CLI,
        YearMonth.of(2026, 11),
        RunStatus.RUNNING,
        "here",
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        Instant.EPOCH,
        new MaintenanceRun.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0),
        List.of(),
        List.of(),
        waitingFor,
        Optional.empty(),
        Optional.of(progress));
  }
}
