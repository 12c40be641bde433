package dev.stillwater.maintenance;

import dev.stillwater.archive.Archived;
import dev.stillwater.archive.Archiver;
import dev.stillwater.archive.Tidier;
import dev.stillwater.database.Database;
import dev.stillwater.maintenance.ProgressStore.Sizes;
import dev.stillwater.snapshot.CaptureOvertaken;
import dev.stillwater.snapshot.Captured;
import dev.stillwater.snapshot.SnapshotCapture;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures all streams, then archives what is old, then tidies up; or one of the two alone. */
final class CaptureAndArchive implements RunWork {

  private static final Logger log = LoggerFactory.getLogger(CaptureAndArchive.class);

  private final Database database;
  private final InstantSource clock;
  private final SnapshotCapture capture;
  private final Archiver archiver;
  private final Tidier tidier;
  private final RunStore runs = new RunStore();
  private final ProgressStore progress = new ProgressStore();
  private List<Archived> archived = List.of();

  CaptureAndArchive(
      Database database, InstantSource clock, SnapshotCapture capture, Archiver archiver) {
    this.database = database;
    this.clock = clock;
    this.capture = capture;
    this.archiver = archiver;
    this.tidier = new Tidier(database);
  }

  @Override
  public Future<Void> go(RunSession run) {
    Future<Void> captured =
        run.run().kind().captures() ? prepareAndCapture(run) : Future.succeededFuture();
    return run.run().kind().archives() ? captured.compose(v -> archive(run)) : captured;
  }

  private Future<Void> archive(RunSession run) {
    run.progress().begin(Phase.ARCHIVE);
    return archiver.archive(run).onSuccess(months -> archived = months).mapEmpty();
  }

  private Future<Void> prepareAndCapture(RunSession run) {
    run.progress().begin(Phase.SNAPSHOT);
    return run.aside(progress::sizes)
        // then nobody sees how far it has come
        .otherwise(Sizes.UNKNOWN)
        .onSuccess(run.progress()::captures)
        .compose(sizes -> capture(run))
        .onSuccess(captured -> run.progress().captured(captured.streams()))
        .mapEmpty();
  }

  private Future<Captured> capture(RunSession run) {
    return run.transaction(transaction -> capture(run, transaction))
        .recover(
            failure ->
                failure instanceof CaptureOvertaken ? capture(run) : Future.failedFuture(failure))
        .onSuccess(captured -> report(run, captured));
  }

  private Future<Captured> capture(RunSession run, SqlConnection transaction) {
    long runId = run.run().runId();
    return capture
        .capture(transaction, runId)
        .compose(
            captured -> runs.captured(transaction, runId, captured, clock.instant()).map(captured))
        // the last look before it is published
        .compose(capture::publishable);
  }

  private static void report(RunSession run, Captured captured) {
    log.atInfo()
        .addKeyValue("runId", run.run().runId())
        .log(
            "snapshot maintenance: run {} captured {} streams for {}: {} new, {} refreshed, {} unchanged",
            run.run().runId(),
            captured.streams(),
            captured.month(),
            captured.created(),
            captured.refreshed(),
            captured.unchanged());
  }

  @Override
  public Future<Void> tidy(RunSession run) {
    return tidier.tidy(archived, (month, events) -> counted(run, month, events));
  }

  private Future<Void> counted(RunSession run, Archived month, long events) {
    return database.longUpkeep(
        transaction -> runs.recounted(transaction, run.run().runId(), month.estimated(), events));
  }

  @Override
  public void stop() {
    tidier.stop();
  }
}
