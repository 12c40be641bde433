package dev.stillwater.maintenance;

import dev.stillwater.archive.ArchivePreview;
import dev.stillwater.archive.PlannedArchival;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.config.Settings;
import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Tells what a run would do now, and changes nothing. Safe for use on any context. */
public final class MaintenancePlanner {

  private static final PlannedArchival NOTHING = new PlannedArchival(List.of(), List.of());

  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final int retentionMonths;
  private final ArchivePreview preview;

  public MaintenancePlanner(Database database, InstantSource clock, Settings settings) {
    this.database = database;
    this.clock = clock;
    this.calendar = new MonthCalendar(settings.zone());
    this.retentionMonths = settings.retention().months();
    this.preview = new ArchivePreview(calendar, settings.archive().wholeMonthsOnly());
  }

  /** What a run of a kind would do. */
  public Future<MaintenancePlan> plan(RunKind kind) {
    Instant now = clock.instant();
    Instant cutoff = calendar.cutoff(now, retentionMonths);
    Future<PlannedArchival> archival =
        kind.archives()
            ? database.longUpkeep(transaction -> preview.preview(transaction, cutoff))
            : Future.succeededFuture(NOTHING);
    return archival
        .map(planned -> new MaintenancePlan(kind, calendar.monthOf(now), cutoff, planned))
        .recover(SqlErrors::translated);
  }
}
