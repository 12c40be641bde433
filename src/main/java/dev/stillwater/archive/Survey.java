package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;

/** Looks at log and archive, and tells what archiving would do with each partition of the log. */
final class Survey {

  private final MonthCalendar calendar;
  private final boolean wholeMonthsOnly;
  private final PartitionStore partitions = new PartitionStore();
  private final DriftStore drifts = new DriftStore();
  private final HoldStore holds = new HoldStore();

  Survey(MonthCalendar calendar, boolean wholeMonthsOnly) {
    this.calendar = calendar;
    this.wholeMonthsOnly = wholeMonthsOnly;
  }

  /** What there is to do, oldest first. */
  Future<List<ArchiveStep>> steps(SqlClient client, Instant cutoff) {
    return partitions
        .list(client, Table.STREAM_ARCHIVE)
        .compose(
            archive ->
                holds
                    .held(client)
                    .map(held -> new ArchivePlan(calendar, cutoff, wholeMonthsOnly, archive, held)))
        .compose(plan -> partitions.list(client, Table.EVENT_LOG).map(plan::steps));
  }

  /** What log and archive must not differ in; each a sentence. */
  Future<List<String>> drift(SqlClient client) {
    return drifts.drift(client);
  }
}
