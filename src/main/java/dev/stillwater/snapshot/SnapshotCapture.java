package dev.stillwater.snapshot;

import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;

/** Captures the state of every stream as the present month's snapshots. */
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
    YearMonth month = calendar.monthOf(now);
    return snapshots
        .hasAny(transaction, month)
        .compose(
            found ->
                found
                    ? snapshots.refresh(transaction, month, now, runId)
                    : snapshots.create(transaction, month, now, runId));
  }

  /**
   * Fails as {@link CaptureOvertaken} where the month of a capture is over: it must not be
   * published, ended months never change, and the caller starts over.
   */
  public Future<Captured> publishable(Captured captured) {
    return calendar.monthOf(clock.instant()).isAfter(captured.month())
        ? Future.failedFuture(new CaptureOvertaken("the month ended while it was captured"))
        : Future.succeededFuture(captured);
  }
}
