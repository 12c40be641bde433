package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.schedule.MonthlySchedule;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;

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
    return schedule
        .state()
        .compose(
            state ->
                history
                    .running()
                    .compose(
                        running ->
                            history
                                .last()
                                .compose(
                                    last ->
                                        months()
                                            .map(
                                                months ->
                                                    new MaintenanceStatus(
                                                        state, running, last, months)))));
  }

  private Future<List<MonthCounts>> months() {
    return database
        .upkeep(transaction -> store.months(transaction, zone))
        .recover(SqlErrors::translated);
  }
}
