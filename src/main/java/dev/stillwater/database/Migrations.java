package dev.stillwater.database;

import dev.stillwater.config.DatabaseUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema {@code stillwater} up to date. Blocking: to be called off the event loop. */
public final class Migrations {

  public static final String SCHEMA = "stillwater";

  private static final String FORBIDDEN = "42501";

  private Migrations() {}

  /**
   * Applies what is missing; any number of processes may do so at once.
   *
   * @param connectTimeout until a connection must be up
   * @return the version the schema now has
   * @throws DatabaseException if the database cannot be reached or its schema is not ours
   */
  public static String migrate(DatabaseUrl url, Duration connectTimeout) {
    try {
      Flyway flyway = flyway(url, connectTimeout);
      MigrateResult done = flyway.migrate();
      // where this process applied some, another may have applied later ones; to look again takes
      // connections of its own
      return done.migrationsExecuted == 0
          ? done.initialSchemaVersion
          : flyway.info().current().getVersion().getVersion();
    } catch (FlywayException e) {
      Throwable reason = reason(e);
      throw new DatabaseException(
          "%s cannot be used: %s%s".formatted(url, reason, remedy(reason)), e);
    }
  }

  private static String remedy(Throwable reason) {
    return reason instanceof SQLException sql && FORBIDDEN.equals(sql.getSQLState())
        ? "; the role of DATABASE_OWNER_URL must own the schema stillwater, or be able to create it"
        : "";
  }

  // the driver waits for ever by default where a server takes the connection and says nothing
  private static Flyway flyway(DatabaseUrl url, Duration connectTimeout) {
    String seconds = Long.toString(Math.max(1, connectTimeout.toSeconds()));
    return Flyway.configure()
        .dataSource(url.jdbcUrl(), url.user(), url.password())
        .jdbcProperties(Map.of("connectTimeout", seconds, "loginTimeout", seconds))
        .defaultSchema(SCHEMA)
        .createSchemas(true)
        .load();
  }

  private static Throwable reason(Throwable failure) {
    return failure.getCause() == null ? failure : reason(failure.getCause());
  }
}
