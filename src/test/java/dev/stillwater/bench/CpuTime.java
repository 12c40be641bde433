package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of a server and of the database's sessions, by thread and to the nanosecond; on
 * Linux, where both are on this machine.
 */
final class CpuTime implements AutoCloseable {

  private static final String SESSIONS =
      """
      SELECT pid FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private final Connection connection;

  CpuTime(TestDatabase database) throws SQLException {
    this.connection = database.connect();
  }

  /** Nanoseconds so far, by thread, or in all. */
  record Reading(Map<String, Long> server, Map<String, Long> database) {

    Reading since(Reading before) {
      return new Reading(since(server, before.server), since(database, before.database));
    }

    private static Map<String, Long> since(Map<String, Long> now, Map<String, Long> before) {
      Map<String, Long> spent = new HashMap<>(now);
      spent.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));
      return spent;
    }

    double serverNanos() {
      return sum(server);
    }

    double databaseNanos() {
      return sum(database);
    }

    private static double sum(Map<String, Long> times) {
      return times.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  Reading read(Subject subject) throws SQLException {
    return new Reading(threads(subject.server().pids()), threads(sessions()));
  }

  private List<String> sessions() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SESSIONS)) {
      List<String> pids = new ArrayList<>();
      while (rows.next()) {
        pids.add(rows.getString(1));
      }
      return pids;
    }
  }

  private static Map<String, Long> threads(List<String> pids) {
    Map<String, Long> times = new HashMap<>();
    pids.forEach(pid -> addThreads(Path.of("/proc", pid, "task"), times));
    return times;
  }

  private static void addThreads(Path tasks, Map<String, Long> times) {
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        String schedule = Files.readString(thread.resolve("schedstat"));
        times.put(thread.getFileName().toString(), Long.parseLong(schedule.split(" ")[0]));
      }
    } catch (IOException ended) {
      // and costs nothing any more
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
