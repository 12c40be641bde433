package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.config.ArchiveSettings;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves what is older than the cutoff into the archive: whole months by changing the table they
 * belong to, in one short transaction each, and the rest in bounded batches. At every moment each
 * event is in exactly one of the two tables. No event passes through the service. What comes in
 * behind it is left to the next run.
 */
public final class Archiver {

  private final Vertx vertx;
  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final ArchiveSettings settings;
  private final Survey survey;
  private final PartitionStore partitions = new PartitionStore();

  public Archiver(
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
    this.survey = new Survey(calendar, settings.wholeMonthsOnly());
  }

  /**
   * Archives for a run; answers the months that have changed tables. Fails, with nothing touched,
   * where log or archive are not as they must be.
   */
  public Future<List<Archived>> archive(ArchiveRun run) {
    return run.aside(survey::drift)
        .compose(DriftStore::refuse)
        .compose(v -> run.aside(client -> survey.steps(client, run.cutoff())))
        .compose(steps -> refuseFaults(steps).compose(v -> new Work(run).takeAll(steps)));
  }

  private static Future<Void> refuseFaults(List<ArchiveStep> steps) {
    return DriftStore.refuse(steps.stream().flatMap(step -> step.fault().stream()).toList());
  }

  private final class Work {

    private final ArchiveRun run;
    private final MonthSwitch months;
    private final Drainage drainage;
    private final List<Archived> archived = new ArrayList<>();

    Work(ArchiveRun run) {
      this.run = run;
      Patience patience = new Patience(vertx, run);
      this.months = new MonthSwitch(run, patience, calendar, clock);
      this.drainage = new Drainage(run, patience, database, clock, calendar, settings);
    }

    Future<List<Archived>> takeAll(List<ArchiveStep> all) {
      List<ArchiveStep> steps = all.stream().filter(step -> step.how() != How.STAY).toList();
      return estimates(steps)
          .onSuccess(
              counts ->
                  run.planned(steps.size(), counts.stream().mapToLong(RowCount::events).sum()))
          .compose(counts -> takeAll(steps, counts));
    }

    private Future<List<RowCount>> estimates(List<ArchiveStep> steps) {
      List<RowCount> counts = new ArrayList<>();
      Future<Void> done = Future.succeededFuture();
      for (ArchiveStep step : steps) {
        done =
            done.compose(v -> run.aside(client -> estimate(client, step)))
                .onSuccess(counts::add)
                .mapEmpty();
      }
      return done.map(counts);
    }

    private Future<RowCount> estimate(SqlClient client, ArchiveStep step) {
      return partitions.estimate(client, Table.EVENT_LOG, step.source());
    }

    private Future<List<Archived>> takeAll(List<ArchiveStep> steps, List<RowCount> counts) {
      Future<Void> done = Future.succeededFuture();
      for (int i = 0; i < steps.size(); i++) {
        ArchiveStep step = steps.get(i);
        RowCount count = counts.get(i);
        done = done.compose(v -> take(step, count)).onSuccess(v -> run.monthDone());
      }
      return done.map(archived);
    }

    private Future<Void> take(ArchiveStep step, RowCount count) {
      return switch (step.how()) {
        case SWITCH ->
            months
                .archive(step.source(), count)
                .onSuccess(month -> month.ifPresent(archived::add))
                .mapEmpty();
        case BATCHES -> drainage.drain(step.source()).compose(v -> months.dropEmpty(survey));
        case DROP -> months.dropEmpty(survey);
        case STAY -> Future.succeededFuture();
      };
    }
  }
}
