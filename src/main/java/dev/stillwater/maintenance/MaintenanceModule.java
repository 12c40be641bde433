package dev.stillwater.maintenance;

import dev.stillwater.archive.Archiver;
import dev.stillwater.archive.Restorer;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.calendar.Schedule;
import dev.stillwater.config.Settings;
import dev.stillwater.database.Database;
import dev.stillwater.schedule.MonthlySchedule;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** The parts of maintenance, wired. Each is safe for use on any context. */
public record MaintenanceModule(
    Maintenance maintenance,
    Restores restores,
    MaintenancePlanner planner,
    RunHistory history,
    Cancellation cancellation,
    MonthlySchedule schedule,
    StatusReader status) {

  public static MaintenanceModule of(
      Vertx vertx,
      Database database,
      InstantSource clock,
      Settings settings,
      MeterRegistry meters) {
    MonthCalendar calendar = new MonthCalendar(settings.zone());
    Restorer restorer = new Restorer(vertx, database, clock, calendar, settings.archive());
    Archiver archiver = new Archiver(vertx, database, clock, calendar, settings.archive());
    Maintenance maintenance =
        new Maintenance(
            vertx, database, clock, settings, archiver, restorer, new RunMeters(meters));
    RunHistory history = new RunHistory(database);
    MonthlySchedule schedule =
        new MonthlySchedule(database, clock, new Schedule(settings.zone()), settings.schedule());
    return new MaintenanceModule(
        maintenance,
        new Restores(maintenance, restorer),
        new MaintenancePlanner(database, clock, settings),
        history,
        new Cancellation(vertx, database, clock),
        schedule,
        new StatusReader(database, schedule, history, settings.zone()));
  }
}
