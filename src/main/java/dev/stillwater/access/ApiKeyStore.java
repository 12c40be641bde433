package dev.stillwater.access;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The statements on keys. The caller passes the connection, and so owns the transaction. */
final class ApiKeyStore {

  private static final String INSERT =
      """
      INSERT INTO stillwater.api_key (key_id, name, role, key_hash, created_at, expires_at)
      VALUES ($1::text, $2::text, $3::text, $4::bytea, $5::timestamptz, $6::timestamptz)
      """;

  private static final String FIND =
      """
      SELECT key_id, name, role, key_hash, created_at, expires_at, revoked_at
      FROM stillwater.api_key
      WHERE key_id = $1::text
      """;

  private static final String LIST =
      """
      SELECT key_id, name, role, key_hash, created_at, expires_at, revoked_at
      FROM stillwater.api_key
      ORDER BY created_at, key_id
      """;

  private static final String REVOKE =
      """
      UPDATE stillwater.api_key SET revoked_at = coalesce(revoked_at, $2::timestamptz)
      WHERE key_id = $1::text
      RETURNING key_id, name, role, key_hash, created_at, expires_at, revoked_at
      """;

  Future<Void> insert(SqlClient client, ApiKey key) {
    Tuple values =
        Tuple.of(
            key.id(),
            key.name(),
            key.role().name(),
            key.hash(),
            Utc.of(key.createdAt()),
            key.expiresAt().map(Utc::of).orElse(null));
    return client.preparedQuery(INSERT).execute(values).mapEmpty();
  }

  Future<Optional<ApiKey>> find(SqlClient client, String id) {
    return client.preparedQuery(FIND).execute(Tuple.of(id)).map(ApiKeyStore::first);
  }

  Future<List<ApiKey>> list(SqlClient client) {
    return client.preparedQuery(LIST).execute().map(ApiKeyStore::all);
  }

  /** Revokes a key, unless that has been done; empty where there is none. */
  Future<Optional<ApiKey>> revoke(SqlClient client, String id, Instant now) {
    return client.preparedQuery(REVOKE).execute(Tuple.of(id, Utc.of(now))).map(ApiKeyStore::first);
  }

  private static Optional<ApiKey> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private static List<ApiKey> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(ApiKeyStore::key).toList();
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.getString("key_id"),
        row.getString("name"),
        Role.of(row.getString("role").toLowerCase(Locale.ROOT)).orElseThrow(),
        row.getBuffer("key_hash"),
        row.getOffsetDateTime("created_at").toInstant(),
        time(row, "expires_at"),
        time(row, "revoked_at"));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
