package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However many events are archived, no more memory is needed. */
@ExtendWith(DatabaseExtension.class)
class MemoryIT {

  private static final int EVENTS = 1_000_000;

  @TempDir Path directory;

  @Test
  void aMillionEventsAreArchivedInALittleMemory(TestDatabase database) {
    assertThat(program(database, "migrate")).isZero();
    Instant now = Instant.now();
    // most land below the log's months, some are in them
    SqlEvents.write(
        database, EVENTS, now.minus(Duration.ofDays(240)), now.minus(Duration.ofDays(93)));

    assertThat(program(database, "maintain")).isZero();

    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isZero();
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_archive")).isEqualTo(EVENTS);
    assertThat(database.count("SELECT max(events_archived) FROM stillwater.maintenance_run"))
        .isEqualTo(EVENTS);
  }

  private int program(TestDatabase database, String command) {
    Map<String, String> settings =
        Map.of("DATABASE_URL", database.url(), "JAVA_TOOL_OPTIONS", "-Xmx128m");
    try (Child child = Child.start(directory, settings, command)) {
      return child.exitCode(Duration.ofMinutes(5));
    }
  }
}
