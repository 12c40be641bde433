package dev.stillwater.snapshot;

import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;

/** Captures the state of every stream as the present month's snapshots. Stateless. */
public final class SnapshotCapture {

  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final SnapshotStore snapshots = new SnapshotStore();

  public SnapshotCapture(InstantSource clock, MonthCalendar calendar) {
    this.clock = clock;
    this.calendar = calendar;
  }

  /** Captures within a transaction of the caller's, who publishes it by committing. */
  public Future<Captured> capture(SqlConnection transaction, long runId) {
    Instant now = clock.instant();
    return snapshots.capture(transaction, calendar.monthOf(now), now, runId);
  }

  /**
   * Whether a capture's month is over: it must not be published then, for ended months never
   * change.
   */
  public boolean isOver(YearMonth month) {
    return calendar.monthOf(clock.instant()).isAfter(month);
  }
}
