package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.calendar.MonthPlan;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the months of the hot log ahead of time: by the calendar, never by the data. Where none
 * is missing it only reads. Safe to run anywhere, any number of times.
 */
public final class MonthKeeper {

  /** Months older than this many before the first one share the archive's landing partition. */
  static final int OLDEST_MONTHS = 240;

  private static final Logger log = LoggerFactory.getLogger(MonthKeeper.class);

  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final int monthsAhead;
  private final PartitionStore partitions = new PartitionStore();

  public MonthKeeper(
      Database database, InstantSource clock, MonthCalendar calendar, int monthsAhead) {
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
    this.monthsAhead = monthsAhead;
  }

  /**
   * Creates the months that are missing from a log that has some, in a transaction of its own, so
   * that no other work's failure can stop inserts.
   */
  public Future<Void> keep() {
    return database.longUpkeep(transaction -> keep(transaction, 0));
  }

  /**
   * Creates the months that are missing, within a transaction of the caller's.
   *
   * @param monthsBehind how many months before the present one a log without months begins
   */
  public Future<Void> keep(SqlConnection transaction, int monthsBehind) {
    return newestUpper(transaction)
        .compose(
            newest ->
                missing(newest, monthsBehind).isEmpty()
                    ? Future.succeededFuture()
                    : createMissing(transaction, monthsBehind));
  }

  // looks again once nobody else can create months
  private Future<Void> createMissing(SqlConnection transaction, int monthsBehind) {
    return partitions
        .lock(transaction)
        .compose(locked -> newestUpper(transaction))
        .compose(newest -> create(transaction, newest, missing(newest, monthsBehind)));
  }

  private Future<Optional<Instant>> newestUpper(SqlConnection transaction) {
    return partitions
        .list(transaction, Table.EVENT_LOG)
        .map(log -> log.stream().map(Partition::upper).max(Comparator.naturalOrder()));
  }

  private List<MonthBounds> missing(Optional<Instant> newestUpper, int monthsBehind) {
    return new MonthPlan(calendar).missing(newestUpper, clock.instant(), monthsBehind, monthsAhead);
  }

  private Future<Void> create(
      SqlConnection transaction, Optional<Instant> newestUpper, List<MonthBounds> missing) {
    Future<Void> landing =
        newestUpper.isPresent()
            ? Future.succeededFuture()
            : createLanding(transaction, missing.get(0));
    List<Partition> months = missing.stream().map(Table.EVENT_LOG::month).toList();
    return landing
        .compose(v -> partitions.create(transaction, Table.EVENT_LOG, months))
        .onSuccess(v -> report(missing));
  }

  private Future<Void> createLanding(SqlConnection transaction, MonthBounds first) {
    Partition log = Table.EVENT_LOG.landing(first.lower());
    Partition archive =
        Table.STREAM_ARCHIVE.landing(calendar.startOf(first.month().minusMonths(OLDEST_MONTHS)));
    return partitions
        .create(transaction, Table.EVENT_LOG, List.of(log))
        .compose(v -> partitions.create(transaction, Table.STREAM_ARCHIVE, List.of(archive)));
  }

  private static void report(List<MonthBounds> created) {
    if (!created.isEmpty()) {
      log.info(
          "snapshot maintenance: months {} to {} of the event log created",
          created.get(0).month(),
          created.get(created.size() - 1).month());
    }
  }
}
