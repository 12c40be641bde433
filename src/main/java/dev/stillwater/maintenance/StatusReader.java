package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.schedule.MonthlySchedule;
import dev.stillwater.schedule.ScheduleState;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads how maintenance stands. Safe for use on any context. */
public final class StatusReader {

  private final Database database;
  private final MonthlySchedule schedule;
  private final RunHistory history;
  private final ZoneId zone;
  private final StatusStore store = new StatusStore();

  public StatusReader(
      Database database, MonthlySchedule schedule, RunHistory history, ZoneId zone) {
    this.database = database;
    this.schedule = schedule;
    this.history = history;
    this.zone = zone;
  }

  public Future<MaintenanceStatus> read() {
    Future<ScheduleState> state = schedule.state();
    Future<Optional<MaintenanceRun>> running = history.running();
    Future<Optional<MaintenanceRun>> last = history.last();
    Future<List<MonthCounts>> months = months();
    return Future.all(state, running, last, months)
        .map(
            all ->
                new MaintenanceStatus(
                    state.result(), running.result(), last.result(), months.result()));
  }

  private Future<List<MonthCounts>> months() {
    return database
        .longUpkeep(transaction -> store.months(transaction, zone))
        .recover(SqlErrors::translated);
  }
}
