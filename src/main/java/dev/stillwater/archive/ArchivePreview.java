package dev.stillwater.archive;

import dev.stillwater.archive.ObstacleStore.Obstacle;
import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what archiving would do, and changes nothing. Safe for use on any context. */
public final class ArchivePreview {

  private final MonthCalendar calendar;
  private final Survey survey;
  private final PartitionStore partitions = new PartitionStore();
  private final ObstacleStore obstacles = new ObstacleStore();

  public ArchivePreview(MonthCalendar calendar, boolean wholeMonthsOnly) {
    this.calendar = calendar;
    this.survey = new Survey(calendar, wholeMonthsOnly);
  }

  public Future<PlannedArchival> preview(SqlClient client, Instant cutoff) {
    return survey
        .steps(client, cutoff)
        .compose(
            steps ->
                survey
                    .drift(client)
                    .map(drift -> faults(drift, steps))
                    .compose(
                        faults ->
                            months(client, steps)
                                .map(months -> new PlannedArchival(months, faults))));
  }

  private static List<String> faults(List<String> drift, List<ArchiveStep> steps) {
    return Stream.concat(drift.stream(), steps.stream().flatMap(step -> step.fault().stream()))
        .toList();
  }

  private Future<List<PlannedMonth>> months(SqlClient client, List<ArchiveStep> steps) {
    List<PlannedMonth> months = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (ArchiveStep step : steps) {
      done = done.compose(v -> month(client, step)).onSuccess(months::add).mapEmpty();
    }
    return done.map(months);
  }

  private Future<PlannedMonth> month(SqlClient client, ArchiveStep step) {
    return partitions
        .estimate(client, Table.EVENT_LOG, step.source())
        .compose(count -> heldBackBy(client, step).map(reason -> month(step, count, reason)));
  }

  private Future<Optional<String>> heldBackBy(SqlClient client, ArchiveStep step) {
    return step.how() == How.SWITCH
        ? obstacles
            .first(client, Table.lockedWith(List.of(step.source())))
            .map(obstacle -> step.fault().or(() -> obstacle.map(Obstacle::text)))
        : Future.succeededFuture(step.reason());
  }

  private PlannedMonth month(ArchiveStep step, RowCount count, Optional<String> heldBackBy) {
    Partition source = step.source();
    return new PlannedMonth(
        source.name(),
        source.month(calendar),
        source.upper(),
        count.events(),
        count.exact(),
        source.bytes(),
        step.how(),
        heldBackBy);
  }
}
