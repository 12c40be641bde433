package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A fresh, empty database on the {@link TestServer}. Its sessions start in a time zone with odd
 * offsets, so that SQL which depends on the session's zone shows.
 */
public final class TestDatabase implements AutoCloseable {

  private static final String ZONE = "Australia/Lord_Howe";

  private final TestServer server;
  private final String name;

  private TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  public static TestDatabase create() {
    return create(TestServer.get());
  }

  /**
   * A database on another server than the tests'.
   *
   * @param server with user and password of one who may create databases
   */
  public static TestDatabase on(URI server) {
    return create(TestServer.given(server));
  }

  private static TestDatabase create(TestServer server) {
    TestDatabase database =
        new TestDatabase(server, "test_" + UUID.randomUUID().toString().replace('-', '_'));
    database.administer("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'");
    database.administer("ALTER DATABASE %s SET timezone = '" + ZONE + "'");
    return database;
  }

  public String name() {
    return name;
  }

  /** As {@code DATABASE_URL} takes it. */
  public String url() {
    return url(server.user(), server.password());
  }

  /** The same for another role. */
  public String url(String role, String password) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(encode(role), encode(password), server.host(), server.port(), name);
  }

  public String jdbcUrl() {
    return jdbcUrl(name, server.user(), server.password());
  }

  /** A connection in autocommit mode; the caller closes it. */
  public Connection connect() throws SQLException {
    return connect(server.user(), server.password());
  }

  /** The same for another role. */
  public Connection connect(String role, String password) throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl(name, role, password));
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timezone = '" + ZONE + "'"); // the driver sets that of the JVM
    }
    return connection;
  }

  public void execute(String sql) {
    try (Connection connection = connect()) {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The one number that a query returns. */
  public long count(String sql) {
    return Long.parseLong(column(sql).get(0));
  }

  /** The first column of a query as text, row by row. */
  public List<String> column(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Drops the database, whoever is still connected to it. */
  @Override
  public void close() {
    administer("DROP DATABASE IF EXISTS %s WITH (FORCE)");
  }

  private void administer(String sql) {
    try (Connection connection =
        DriverManager.getConnection(jdbcUrl(server.admin(), server.user(), server.password()))) {
      execute(connection, sql.formatted(name));
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String jdbcUrl(String database, String role, String password) {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(server.host(), server.port(), database, encode(role), encode(password));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
