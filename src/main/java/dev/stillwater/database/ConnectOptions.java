package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import dev.stillwater.config.DatabaseUrl;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.time.Duration;
import java.util.Map;

/**
 * How each kind of connection is made. Every session bounds its own statements and waits, so that
 * no lost client can hold a lock for long.
 *
 * @param url serves requests
 * @param ownerUrl serves maintenance
 */
public record ConnectOptions(DatabaseUrl url, DatabaseUrl ownerUrl, DatabaseSettings settings) {

  private static final Duration LONGEST_WATCH = Duration.ofSeconds(10);

  // a partitioned table is planned once and not at each execution: the plans here have few variants
  private static final Map<String, String> ONE_PLAN =
      Map.of("plan_cache_mode", "force_generic_plan", "tcp_keepalives_idle", "60");

  // of maintenance every statement is worth a plan but not worth compiling; and a session whose
  // client is cut off ends soon
  private static final Map<String, String> FRESH_PLANS =
      Map.of(
          "plan_cache_mode", "force_custom_plan",
          "jit", "off",
          "tcp_keepalives_idle", "15",
          "tcp_keepalives_interval", "5",
          "tcp_keepalives_count", "3");

  PgConnectOptions reads() {
    return connect(url, "stillwater read", settings.statementTimeout(), ONE_PLAN);
  }

  PgConnectOptions writes() {
    return connect(url, "stillwater write", settings.writeStatementTimeout(), Map.of());
  }

  PgConnectOptions maintenance() {
    return connect(
        ownerUrl, "stillwater maintenance", settings.maintenanceStatementTimeout(), FRESH_PLANS);
  }

  PgConnectOptions watch() {
    return maintenance()
        .addProperty("application_name", "stillwater watch")
        .addProperty("statement_timeout", millis(LONGEST_WATCH));
  }

  PgConnectOptions tidying() {
    return maintenance().addProperty("application_name", Tidying.SESSION_NAME);
  }

  private PgConnectOptions connect(
      DatabaseUrl to, String name, Duration statementTimeout, Map<String, String> further) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(to.host())
            .setPort(to.port())
            .setDatabase(to.database())
            .setUser(to.user())
            .setPassword(to.password())
            .setSslMode(to.sslMode())
            .setSslOptions(ssl(to))
            .setCachePreparedStatements(true)
            .addProperty("application_name", name)
            .addProperty("statement_timeout", millis(statementTimeout))
            .addProperty("lock_timeout", millis(settings.lockTimeout()))
            .addProperty(
                "idle_in_transaction_session_timeout", millis(settings.idleInTransactionTimeout()));
    further.forEach(options::addProperty);
    to.parameters().forEach(options::addProperty);
    // each statement must see what was committed before it, whatever the database's default
    return options.addProperty("default_transaction_isolation", "read committed");
  }

  // without verification where none is asked for: libpq's meaning of these modes
  private static ClientSSLOptions ssl(DatabaseUrl to) {
    boolean verified = to.sslMode() == SslMode.VERIFY_CA || to.sslMode() == SslMode.VERIFY_FULL;
    ClientSSLOptions ssl =
        new ClientSSLOptions()
            .setTrustAll(!verified)
            .setHostnameVerificationAlgorithm(to.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
    to.sslRootCert()
        .ifPresent(path -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(path.toString())));
    return ssl;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
