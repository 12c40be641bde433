package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Moves what is older than the cutoff into the archive, in bounded batches of one transaction each:
 * at every moment each event is in exactly one of the two tables. No event passes through the
 * service. What comes in behind the walk is left to the next run.
 */
public final class Archiver {

  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final int batchSize;
  private final PartitionStore partitions = new PartitionStore();

  public Archiver(Database database, InstantSource clock, MonthCalendar calendar, int batchSize) {
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
    this.batchSize = batchSize;
  }

  /** Archives for a run; answers of how many months events were moved. */
  public Future<Integer> archive(ArchiveRun run) {
    ArchiveMonths months = new ArchiveMonths(database, run);
    return run.transaction(transaction -> partitions.list(transaction, Table.EVENT_LOG))
        .compose(log -> drainOld(run, log, months))
        .map(done -> months.count());
  }

  private Future<Void> drainOld(ArchiveRun run, List<Partition> log, ArchiveMonths months) {
    Future<Void> done = Future.succeededFuture();
    for (Partition partition : log) {
      if (partition.start().isBefore(run.cutoff())) {
        done = done.compose(v -> drain(run, partition, months));
      }
    }
    return done;
  }

  private Future<Void> drain(ArchiveRun run, Partition source, ArchiveMonths months) {
    Instant to = source.upper().isBefore(run.cutoff()) ? source.upper() : run.cutoff();
    return run.transaction(transaction -> partitions.list(transaction, Table.STREAM_ARCHIVE))
        .map(existing -> new Walk(source.start(), to, Edges.of(source, existing, calendar)))
        .compose(walk -> new Drain(run, walk, months, clock, batchSize).start());
  }
}
