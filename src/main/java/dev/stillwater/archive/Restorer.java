package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.calendar.MonthPlan;
import dev.stillwater.config.ArchiveSettings;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * Brings archived months back to the log, and keeps them there until they are released: whole
 * months by changing the table they belong to, in one short transaction, and what shares its month
 * with hot events in bounded batches.
 */
public final class Restorer {

  private final Vertx vertx;
  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final ArchiveSettings settings;
  private final PartitionStore partitions = new PartitionStore();
  private final DriftStore drifts = new DriftStore();
  private final HoldStore holds = new HoldStore();

  public Restorer(
      Vertx vertx,
      Database database,
      InstantSource clock,
      MonthCalendar calendar,
      ArchiveSettings settings) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
    this.settings = settings;
  }

  /** Whether a month has events in the archive, as a partition of its own. */
  public Future<Boolean> isArchived(YearMonth month) {
    return database.upkeep(transaction -> archived(transaction, month)).map(Optional::isPresent);
  }

  /** Whether a month is older than those that have a partition of their own in the archive. */
  public Future<Boolean> isTooOld(YearMonth month) {
    return database
        .upkeep(transaction -> partitions.list(transaction, Table.STREAM_ARCHIVE))
        .map(archive -> calendar.startOf(month).isBefore(archive.get(0).upper()));
  }

  /** Holds a month that was restored and has not been archived since; false where it was not. */
  public Future<Boolean> holdAgain(YearMonth month) {
    return database.upkeep(transaction -> holds.holdAgain(transaction, month));
  }

  /** Leaves a month to the next run, where it was held. */
  public Future<Void> release(YearMonth month) {
    return database.upkeep(transaction -> holds.release(transaction, month, clock.instant()));
  }

  /** Restores a month for a run. Fails, with nothing touched, where it cannot be. */
  public Future<Void> restore(ArchiveRun run, YearMonth month) {
    return run.aside(drifts::drift)
        .compose(DriftStore::refuse)
        .compose(v -> run.aside(client -> archived(client, month)))
        .compose(
            found ->
                found
                    .map(archived -> restore(run, month, archived))
                    .orElseGet(() -> run.transaction(t -> holds.hold(t, month, clock.instant()))));
  }

  private Future<Optional<Partition>> archived(SqlClient client, YearMonth month) {
    return partitions
        .list(client, Table.STREAM_ARCHIVE)
        .map(
            archive ->
                archive.stream()
                    .filter(p -> !p.isEmpty() && p.month(calendar).equals(Optional.of(month)))
                    .findFirst());
  }

  private Future<Void> restore(ArchiveRun run, YearMonth month, Partition archived) {
    return run.aside(client -> partitions.list(client, Table.EVENT_LOG))
        .compose(log -> restore(run, month, archived, log));
  }

  private Future<Void> restore(
      ArchiveRun run, YearMonth month, Partition archived, List<Partition> log) {
    Partition landing = log.get(0);
    if (archived.start().isBefore(landing.upper())) {
      return refuse(archived).compose(v -> monthReturn(run).below(landing, month, archived));
    }
    return log.stream()
        .filter(place -> place.hasBoundsOf(archived) && givesWay(place, run))
        .findFirst()
        .map(
            place ->
                refuse(archived).compose(v -> monthReturn(run).inPlaceOf(place, month, archived)))
        .orElseGet(() -> refill(run, month, archived));
  }

  // hot events must not leave, and many are not to be moved there and back again
  private static boolean givesWay(Partition place, ArchiveRun run) {
    return place.isEmpty() || place.isSmall() && !place.upper().isAfter(run.cutoff());
  }

  private static Future<Void> refuse(Partition archived) {
    return DriftStore.refuse(
        archived.fault().stream()
            .map(fault -> "the month " + archived.name() + " cannot be restored: " + fault)
            .toList());
  }

  private MonthReturn monthReturn(ArchiveRun run) {
    Patience patience = new Patience(vertx, run);
    Drainage drainage = new Drainage(run, patience, database, clock, calendar, settings);
    return new MonthReturn(run, patience, clock, drainage, new MonthPlan(calendar));
  }

  // held first: what is back must not be archived by the next run if this one does not come to its
  // end
  private Future<Void> refill(ArchiveRun run, YearMonth month, Partition archived) {
    return run.transaction(transaction -> holds.hold(transaction, month, clock.instant()))
        .compose(v -> new Refill(run, archived, settings.batchSize()).start())
        .compose(v -> run.aside(client -> new UpkeepStore().vacuum(client, archived.name())));
  }
}
