package dev.stillwater.sample;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.calendar.Schedule;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A few payment streams with a history, for a database that was just made to try Stillwater out.
 */
public final class SampleData {

  /** How many months before the present one the history begins. */
  public static final int MONTHS = 18;

  private static final List<String> STREAMS =
      List.of(
          "account-1001",
          "account-1002",
          "device-7",
          "payments-aurora",
          "payments-birch",
          "payments-cedar",
          "payments-delta",
          "payments-ember",
          "paused-fjord",
          "subscription-42");

  private final MonthCalendar calendar;
  private final InstantSource clock;
  private final SampleStore store = new SampleStore();

  public SampleData(MonthCalendar calendar, InstantSource clock) {
    this.calendar = calendar;
    this.clock = clock;
  }

  /**
   * Writes the streams, their events, and the snapshots that past runs would have taken, within a
   * transaction of the caller's.
   */
  public Future<Void> write(SqlConnection transaction) {
    Instant now = clock.instant();
    YearMonth present = calendar.monthOf(now);
    List<YearMonth> past =
        IntStream.rangeClosed(1, MONTHS).mapToObj(back -> present.minusMonths(back)).toList();
    List<Instant> starts =
        Stream.concat(Stream.of(present), past.stream()).map(calendar::startOf).toList();
    List<LocalDate> months = past.stream().map(month -> month.atDay(1)).toList();
    return store
        .insertEvents(transaction, STREAMS, starts, now)
        .compose(v -> store.insertStreams(transaction, STREAMS))
        .compose(v -> store.insertSnapshots(transaction, STREAMS, months, captures(past)));
  }

  private List<Instant> captures(List<YearMonth> months) {
    Schedule schedule = new Schedule(calendar.zone());
    return months.stream()
        .map(month -> schedule.next(calendar.startOf(month).minusNanos(1)))
        .toList();
  }
}
