package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import dev.stillwater.calendar.MonthPlan;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets a whole archived month change tables, back to the log. For one run. */
final class MonthReturn {

  // each costs about a millisecond under locks that stall everybody
  private static final int MONTHS_AT_ONCE = 12;

  private final ArchiveRun run;
  private final Patience patience;
  private final InstantSource clock;
  private final Drainage drainage;
  private final MonthPlan plan;
  private final SwitchStore switches = new SwitchStore();
  private final PartitionStore partitions = new PartitionStore();
  private final HoldStore holds = new HoldStore();

  MonthReturn(
      ArchiveRun run, Patience patience, InstantSource clock, Drainage drainage, MonthPlan plan) {
    this.run = run;
    this.patience = patience;
    this.clock = clock;
    this.drainage = drainage;
    this.plan = plan;
  }

  /**
   * Restores a month in the place of one that is old and not needed: its few late events are
   * archived, and come back with the others.
   *
   * @param place the month of the log with the same bounds
   */
  Future<Void> inPlaceOf(Partition place, YearMonth month, Partition archived) {
    return cleared(place).compose(v -> swap(month, archived, place.name(), List.of()));
  }

  /**
   * Restores a month from below the log; empty months fill what lies between.
   *
   * @param landing of the log
   */
  Future<Void> below(Partition landing, YearMonth month, Partition archived) {
    List<Partition> missing = missing(month, archived, landing.upper());
    return cleared(landing)
        .compose(v -> approach(missing))
        .compose(rest -> swap(month, archived, rest.get(0).name(), rest));
  }

  // to copy rows under a lock would take long, and hide them from transactions with older
  // snapshots: only what has come in since is copied
  private Future<Void> cleared(Partition source) {
    return source.bytes() == 0
        ? Future.succeededFuture()
        : drainage.drain(source).compose(v -> patience.awaitAll());
  }

  private List<Partition> missing(YearMonth month, Partition archived, Instant logStart) {
    MonthBounds own = new MonthBounds(month, archived.start(), archived.upper());
    return Stream.concat(Stream.of(own), plan.between(archived.upper(), logStart).stream())
        .map(Table.EVENT_LOG::month)
        .toList();
  }

  // the many months down to one long ago are created in several transactions
  private Future<List<Partition>> approach(List<Partition> missing) {
    if (missing.size() <= MONTHS_AT_ONCE) {
      return Future.succeededFuture(missing);
    }
    int rest = missing.size() - MONTHS_AT_ONCE;
    return patience
        .insist(
            missing, attempt -> switches.prepend(attempt, missing.subList(rest, missing.size())))
        .compose(v -> approach(missing.subList(0, rest)));
  }

  private Future<Void> swap(
      YearMonth month, Partition archived, String place, List<Partition> missing) {
    return run.aside(client -> partitions.estimate(client, Table.STREAM_ARCHIVE, archived))
        .compose(
            estimate ->
                patience.insist(
                    List.of(archived),
                    attempt ->
                        swap(attempt, month, archived, place, missing)
                            .compose(
                                counted ->
                                    run.restored(attempt, counted.orElse(estimate.events())))));
  }

  private Future<Optional<Long>> swap(
      SqlConnection attempt,
      YearMonth month,
      Partition archived,
      String place,
      List<Partition> missing) {
    return holds
        .hold(attempt, month, clock.instant())
        .compose(v -> prepend(attempt, missing))
        .compose(v -> switches.restore(attempt, archived, place));
  }

  private Future<Void> prepend(SqlConnection attempt, List<Partition> missing) {
    return missing.isEmpty() ? Future.succeededFuture() : switches.prepend(attempt, missing);
  }
}
