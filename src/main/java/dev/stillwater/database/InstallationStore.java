package dev.stillwater.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;

/** The statements on what is settled once. */
final class InstallationStore {

  private static final String INSERT =
      """
      INSERT INTO stillwater.installation (zone, installed_at)
      VALUES ($1::text, $2::timestamptz)
      ON CONFLICT (only_row) DO NOTHING
      """;

  private static final String SETTLED =
      """
      SELECT zone, current_setting('server_encoding') AS encoding,
             current_setting('server_version_num')::int AS server_version
      FROM stillwater.installation
      """;

  private static final String SCHEMA_VERSION =
      """
      SELECT version FROM stillwater.flyway_schema_history
      WHERE success AND version IS NOT NULL
      ORDER BY installed_rank DESC
      LIMIT 1
      """;

  private static final String ROLE =
      """
      SELECT current_user::text AS role
      """;

  private static final String ADMIT =
      """
      SELECT stillwater.admit_requests($1::text)
      """;

  /** What was settled, and what the server is. */
  record Settled(String zone, String encoding, int serverVersion) {}

  /** Settles; false where that has been done before. */
  Future<Boolean> insert(SqlClient client, ZoneId zone, Instant now) {
    return client
        .preparedQuery(INSERT)
        .execute(Tuple.of(zone.getId(), Utc.of(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Settled> settled(SqlClient client) {
    return client
        .preparedQuery(SETTLED)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Settled(
                    row.getString("zone"),
                    row.getString("encoding"),
                    row.getInteger("server_version")));
  }

  Future<String> schemaVersion(SqlClient client) {
    return client
        .preparedQuery(SCHEMA_VERSION)
        .execute()
        .map(rows -> rows.iterator().next().getString("version"));
  }

  /** Whose session it is. */
  Future<String> role(SqlClient client) {
    return client
        .preparedQuery(ROLE)
        .execute()
        .map(rows -> rows.iterator().next().getString("role"));
  }

  /** Lets a role do what requests need; fails where the session's role does not own the tables. */
  Future<Void> admit(SqlClient client, String role) {
    return client.preparedQuery(ADMIT).execute(Tuple.of(role)).mapEmpty();
  }
}
