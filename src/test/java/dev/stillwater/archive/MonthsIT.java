package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The months of log and archive, from a fresh database on. */
class MonthsIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private TestDatabase database;

  @BeforeEach
  void fresh() {
    database = TestDatabase.create();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private TestService start(Instant now, String... settings) {
    return TestService.start(database, new SettableClock(now), settings);
  }

  private List<String> partitions(String table) {
    return database.column(
        """
        SELECT concat_ws(' ', name, to_char(lower AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                         to_char(upper AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        FROM stillwater.partitions('stillwater.%s')
        """
            .formatted(table));
  }

  /** The landing partition, and each month from the first to the last. */
  private static List<String> months(String table, ZoneId zone, YearMonth first, YearMonth last) {
    Stream<String> landing = Stream.of("%s_landing %s".formatted(table, start(zone, first)));
    Stream<String> months =
        Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
            .map(
                month ->
                    "%s_%s %s %s"
                        .formatted(
                            table,
                            month.toString().replace('-', '_'),
                            start(zone, month),
                            start(zone, month.plusMonths(1))));
    return Stream.concat(landing, months).toList();
  }

  private static Instant start(ZoneId zone, YearMonth month) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }

  private static List<String> log(String zone, String first, String last) {
    return months("event_log", ZoneId.of(zone), YearMonth.parse(first), YearMonth.parse(last));
  }

  @Test
  void theFirstStartCreatesMonthsFromTheRetentionToThreeAhead() {
    start(NOW).close();
    assertThat(partitions("event_log")).isEqualTo(log("UTC", "2026-08", "2027-02"));
    assertThat(partitions("stream_archive"))
        .containsExactly("stream_archive_landing 2006-08-01T00:00:00Z");
    assertThat(database.count("SELECT count(*) FROM pg_partitioned_table WHERE partdefid <> 0"))
        .isZero();
  }

  @Test
  void eachMonthIsBornWithACheckOfItsBounds() {
    start(NOW).close();
    assertThat(
            database.column(
                """
                SELECT c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                WHERE k.conname = 'month_bounds' ORDER BY 1
                """))
        .containsExactlyElementsOf(
            database.column(
                "SELECT name FROM stillwater.partitions('stillwater.event_log') WHERE lower IS NOT NULL ORDER BY 1"));
    assertThat(
            database.column(
                """
                SELECT pg_get_constraintdef(oid) FROM pg_constraint
                WHERE conname = 'month_bounds' AND conrelid = 'stillwater.event_log_2026_12'::regclass
                """))
        .singleElement()
        .asString()
        .contains("occurred_at >= '2026-12-01", "occurred_at < '2027-01-01");
  }

  @Test
  void aStartYearsLaterCreatesAllMonthsInBetween() {
    start(NOW, "retention.months=6", "archive.months-ahead=4").close();
    assertThat(partitions("event_log")).isEqualTo(log("UTC", "2026-05", "2027-03"));
    start(NOW).close();
    assertThat(partitions("event_log")).isEqualTo(log("UTC", "2026-05", "2027-03"));
    start(Instant.parse("2029-02-28T23:59:59Z")).close();
    assertThat(partitions("event_log")).isEqualTo(log("UTC", "2026-05", "2029-05"));
  }

  @Test
  void threeMayStartAtOnce() {
    List<CompletableFuture<TestService>> starts =
        IntStream.range(0, 3)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> start(NOW)))
            .toList();
    for (CompletableFuture<TestService> started : starts) {
      started.join().close();
    }
    assertThat(partitions("event_log")).isEqualTo(log("UTC", "2026-08", "2027-02"));
  }

  @Test
  void anotherZoneIsRefused() {
    start(NOW, "zone=Europe/Berlin").close();
    assertThatThrownBy(() -> start(NOW, "zone=Europe/Vienna"))
        .hasMessageContaining("zone Europe/Berlin")
        .hasMessageContaining("cannot be run with zone Europe/Vienna");
    start(NOW, "zone=Europe/Berlin").close();
  }

  @Test
  void theArchiveGetsMonthsAsTheyAreNeeded() {
    try (TestService service = start(NOW)) {
      write("2026-08-22T23:59:59.999999Z");
      write("2026-06-15T00:00:00Z");
      write("2006-08-01T00:00:00Z");
      write("2006-07-31T23:59:59.999999Z");
      write("0001-01-01T00:00:00Z");
      assertThat(service.maintain().json().getInteger("eventsArchived")).isEqualTo(5);
    }
    assertThat(archivedIn())
        .containsExactly(
            "stream_archive_2006_08 1",
            "stream_archive_2026_06 1",
            "stream_archive_2026_08 1",
            "stream_archive_landing 2");
    assertThat(partitions("stream_archive"))
        .containsExactly(
            "stream_archive_landing 2006-08-01T00:00:00Z",
            "stream_archive_2006_08 2006-08-01T00:00:00Z 2006-09-01T00:00:00Z",
            "stream_archive_2026_06 2026-06-01T00:00:00Z 2026-07-01T00:00:00Z",
            "stream_archive_2026_08 2026-08-01T00:00:00Z 2026-09-01T00:00:00Z");
  }

  private List<String> archivedIn() {
    return database.column(
        """
        SELECT concat_ws(' ', substring(tableoid::regclass::text FROM '[^.]+$'), count(*))
        FROM stillwater.stream_archive GROUP BY tableoid ORDER BY 1
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-12-31 23:59:59.999999+00 BC",
        "4000-01-01 00:00:00+00 BC",
        "infinity",
        "-infinity"
      })
  void whatIsBeforeTheYearOneOrEndlessIsRefused(String time) {
    start(NOW).close();
    assertRefused(time);
  }

  @Test
  void whatIsAheadOfTheMonthsIsRefused() {
    start(NOW).close();
    assertRefused("2027-03-01T00:00:00Z");
    write("2027-02-28T23:59:59.999999Z");
  }

  private void assertRefused(String time) {
    assertThatThrownBy(() -> write(time))
        .hasCauseInstanceOf(SQLException.class)
        .satisfies(e -> assertThat(((SQLException) e.getCause()).getSQLState()).isEqualTo("23514"));
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-05-31T12:00:00Z, 2026-02-28",
    "UTC, 2028-05-31T12:00:00Z, 2028-02-29",
    "UTC, 2026-12-31T23:59:59Z, 2026-09-30",
    // the half hour of daylight saving
    "Australia/Lord_Howe, 2026-07-05T13:00:00Z, 2026-04-05",
    // three months before is a day that the zone left out
    "Pacific/Apia, 2012-03-30T12:00:00Z, 2011-12-30",
    // three months before, the clock was set back over midnight into October again
    "America/St_Johns, 2010-02-01T12:00:00Z, 2009-11-01",
  })
  void whatIsBeforeTheCutoffIsArchivedAndNoMore(String zone, Instant now, LocalDate day) {
    Instant cutoff = day.atStartOfDay(ZoneId.of(zone)).toInstant();
    try (TestService service = start(now, "zone=" + zone)) {
      write(cutoff.toString());
      write(cutoff.minus(1, ChronoUnit.MICROS).toString());
      JsonObject run = service.maintain().json();
      assertThat(run.getString("cutoff")).isEqualTo(cutoff.toString().replace("Z", ".000000Z"));
      assertThat(run.getInteger("eventsArchived")).isEqualTo(1);
    }
    assertThat(
            database.count(
                "SELECT count(*) FROM stillwater.event_log WHERE occurred_at = '%s'"
                    .formatted(cutoff)))
        .isEqualTo(1);
    assertThat(
            database.count(
                "SELECT count(*) FROM stillwater.stream_archive WHERE occurred_at < '%s'"
                    .formatted(cutoff)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Australia/Lord_Howe, 2026-04-15T00:00:00Z, 2026-01, 2026-07",
    "Pacific/Apia, 2011-12-31T00:00:00Z, 2011-09, 2012-03",
    "America/St_Johns, 2009-11-15T00:00:00Z, 2009-08, 2010-02",
    // October's clock shows again after November has begun
    "America/St_Johns, 2009-11-01T03:00:00Z, 2009-08, 2010-02",
  })
  void monthsAreThoseOfTheZone(String zone, Instant now, String first, String last) {
    try (TestService service = start(now, "zone=" + zone)) {
      assertThat(partitions("event_log")).isEqualTo(log(zone, first, last));
      database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
      assertThat(service.maintain().json().getString("month"))
          .isEqualTo(YearMonth.parse(last).minusMonths(3).toString());
    }
  }

  private void write(String time) {
    database.execute(
        "INSERT INTO stillwater.event_log (stream_id, event_type, occurred_at) VALUES ('a', 'measured', '%s')"
            .formatted(time));
  }
}
