package dev.stillwater.schedule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** Lets tests of other packages ask the ledger as the schedule does. */
public final class Standings {

  private Standings() {}

  public static Future<Standing> of(SqlClient client, Instant due) {
    return new ScheduleStore().standing(client, due);
  }

  public static Future<Void> pause(SqlClient client, boolean paused, Instant at) {
    ScheduleStore store = new ScheduleStore();
    return paused ? store.pause(client, at) : store.resume(client);
  }
}
