package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** The statements that clean up. They cannot be part of a transaction, and skip what is in use. */
final class UpkeepStore {

  private static final String ANALYZE =
      """
      ANALYZE (SKIP_LOCKED) stillwater.event_log, stillwater.stream_archive
      """;

  // a name cannot be a parameter of VACUUM
  private static final String VACUUM =
      """
      VACUUM (SKIP_LOCKED) stillwater."%s"
      """;

  private static final String FREEZE =
      """
      VACUUM (FREEZE, SKIP_LOCKED) stillwater."%s"
      """;

  private static final String COUNT =
      """
      SELECT count(*) AS events FROM stillwater.stream_archive
      WHERE occurred_at >= $1::timestamptz AND occurred_at < $2::timestamptz AND archived_at = $3::timestamptz
      """;

  Future<Void> analyze(SqlClient client) {
    return client.query(ANALYZE).execute().mapEmpty();
  }

  /** Gives back what moved events have left, so that an emptied partition is known to be empty. */
  Future<Void> vacuum(SqlClient client, String partition) {
    return client.query(VACUUM.formatted(quoted(partition))).execute().mapEmpty();
  }

  /** So that no later vacuum has to rewrite a month that changes no more. */
  Future<Void> freeze(SqlClient client, String partition) {
    return client.query(FREEZE.formatted(quoted(partition))).execute().mapEmpty();
  }

  private static String quoted(String name) {
    return name.replace("\"", "\"\"");
  }

  /** How many events of a month were archived at an instant. */
  Future<Long> count(SqlClient client, Partition month, Instant archivedAt) {
    return client
        .preparedQuery(COUNT)
        .execute(Tuple.of(Utc.of(month.start()), Utc.of(month.upper()), Utc.of(archivedAt)))
        .map(rows -> rows.iterator().next().getLong("events"));
  }
}
