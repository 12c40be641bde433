package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.config.ArchiveSettings;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;

/** Moves what is old out of partitions of the log that do not change tables. For one run. */
final class Drainage {

  private final ArchiveRun run;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final ArchiveSettings settings;
  private final ArchiveMonths months;
  private final PartitionStore partitions = new PartitionStore();
  private final ArchiveStore store = new ArchiveStore();
  private final UpkeepStore upkeep = new UpkeepStore();
  private final HoldStore holds = new HoldStore();
  private Instant lateBefore;

  Drainage(
      ArchiveRun run,
      Patience patience,
      Database database,
      InstantSource clock,
      MonthCalendar calendar,
      ArchiveSettings settings) {
    this.run = run;
    this.clock = clock;
    this.calendar = calendar;
    this.settings = settings;
    this.months = new ArchiveMonths(database, patience);
  }

  /**
   * Moves a partition's old events in batches. A large one that is then empty gives its space back,
   * which is how it is known to be empty.
   */
  Future<Void> drain(Partition source) {
    boolean whole = !source.upper().isAfter(run.cutoff());
    return walk(source, whole ? source.upper() : run.cutoff())
        .compose(v -> whole ? cleanUp(source) : Future.succeededFuture());
  }

  private Future<Void> cleanUp(Partition source) {
    return (source.isSmall()
            ? Future.<Void>succeededFuture()
            : run.aside(client -> upkeep.vacuum(client, source.name())))
        .compose(
            v ->
                source
                    .month(calendar)
                    .map(month -> run.transaction(t -> holds.forget(t, month).<Void>mapEmpty()))
                    .orElseGet(Future::succeededFuture));
  }

  private Future<Void> walk(Partition source, Instant to) {
    return begin()
        .compose(v -> run.aside(client -> partitions.list(client, Table.STREAM_ARCHIVE)))
        .map(existing -> new Walk(source.start(), to, Edges.of(source, existing, calendar)))
        .compose(
            walk -> new Drain(run, walk, lateBefore, months, clock, settings.batchSize()).start());
  }

  // before this run raises it
  private Future<Void> begin() {
    return lateBefore != null
        ? Future.succeededFuture()
        : run.aside(store::horizon).onSuccess(horizon -> lateBefore = horizon).mapEmpty();
  }
}
