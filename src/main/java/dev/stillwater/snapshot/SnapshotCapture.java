package dev.stillwater.snapshot;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.SqlErrors;
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
  // the month in which a look had overlooked snapshots
  private volatile YearMonth overlooked;

  public SnapshotCapture(InstantSource clock, MonthCalendar calendar) {
    this.clock = clock;
    this.calendar = calendar;
  }

  /**
   * Captures within a transaction of the caller's, who publishes it by committing, and starts over
   * where this fails as {@link CaptureOvertaken}.
   */
  public Future<Captured> capture(SqlConnection transaction, long runId) {
    Instant now = clock.instant();
    YearMonth month = calendar.monthOf(now);
    return hasSnapshots(transaction, month)
        .compose(
            found ->
                found
                    ? snapshots.refresh(transaction, month, now, runId)
                    : create(transaction, month, now, runId));
  }

  private Future<Boolean> hasSnapshots(SqlConnection transaction, YearMonth month) {
    return month.equals(overlooked)
        ? Future.succeededFuture(true)
        : snapshots.look(transaction, month);
  }

  private Future<Captured> create(
      SqlConnection transaction, YearMonth month, Instant at, long runId) {
    return snapshots
        .create(transaction, month, at, runId)
        .recover(
            failure -> Future.failedFuture(SqlErrors.isTaken(failure) ? late(month) : failure));
  }

  // the transaction is lost, and with it all that it wrote
  private CaptureOvertaken late(YearMonth month) {
    overlooked = month;
    return new CaptureOvertaken("the month had snapshots that were overlooked");
  }

  /**
   * Fails where the month of a capture is over: it must not be published, ended months never
   * change.
   */
  public Future<Captured> publishable(Captured captured) {
    return calendar.monthOf(clock.instant()).isAfter(captured.month())
        ? Future.failedFuture(new CaptureOvertaken("the month ended while it was captured"))
        : Future.succeededFuture(captured);
  }
}
