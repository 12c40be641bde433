package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  @TempDir static Path parent; // shared, so that the programs are unpacked once

  private Path directory;

  @BeforeEach
  void ownDirectory(TestInfo test) {
    directory = parent.resolve(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void isDurableAndPrivate() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      assertThat(query(database, "SHOW fsync")).isEqualTo("on");
      assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(database, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(query(database, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(database, "SHOW unix_socket_directories")).isEmpty();
      assertThat(query(database, "SHOW data_directory"))
          .isEqualTo(directory.toRealPath().toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void keepsDataAndStopsOnClose() throws Exception {
    Files.createDirectories(directory); // empty will do as well as missing
    EmbeddedDatabase first = EmbeddedDatabase.open(directory);
    write(first);
    first.close();
    first.close();
    assertThat(accepts(first.port())).isFalse();
    assertThat(Postmaster.of(directory)).isEmpty();
    try (EmbeddedDatabase second = EmbeddedDatabase.open(directory)) {
      assertThat(read(second)).isEqualTo("kept");
    }
  }

  @Test
  void anOrphanIsTakenOn() throws Exception {
    Process child = child();
    int port = port(child);
    try (Connection connection = connect(port)) {
      connection.createStatement().execute("CREATE TABLE t AS SELECT 'kept' AS word");
    }
    child.destroyForcibly().waitFor();
    assertThat(accepts(port)).isTrue();

    EmbeddedDatabase database = EmbeddedDatabase.open(directory);
    assertThat(read(database)).isEqualTo("kept");
    database.close();
    assertThat(accepts(port)).isFalse();
  }

  @Test
  void othersShareItWithoutStoppingIt() throws Exception {
    try (EmbeddedDatabase owner = EmbeddedDatabase.open(directory)) {
      write(owner);
      Process elsewhere = child();
      assertThat(port(elsewhere)).isEqualTo(owner.port());
      elsewhere.getOutputStream().close();
      assertThat(elsewhere.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(read(owner)).isEqualTo("kept");
    }
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("PG_VERSION"), "9\n");
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(directory.toRealPath() + " holds data of PostgreSQL 9 and this is")
        .hasMessageContaining("PostgreSQL 18");
    assertThat(directory).isDirectoryNotContaining("glob:**postmaster*");
  }

  @Test
  void aForeignDirectoryIsRefused() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("letter.txt"), "Dear Ann");
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("holds no PostgreSQL data");
    assertThat(directory.resolve("letter.txt")).hasContent("Dear Ann");
  }

  @Test
  void aCreationThatWasKilledIsRepeated() throws Exception {
    Process child = child();
    await().until(this::creationIsGoing);
    child.destroyForcibly().waitFor();
    assertThat(directory).doesNotExist();
    try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
      assertThat(query(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aStrangerWithTheNumberOfADeadServerIsSpared() throws Exception {
    EmbeddedDatabase.open(directory).close();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          directory.resolve("postmaster.pid"),
          "%d\n%s\n1\n5432\n\n127.0.0.1\n\nready   \n".formatted(stranger.pid(), directory));
      try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
        assertThat(query(database, "SELECT 1")).isEqualTo("1");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aFailedStartTellsWhyAndCanBeRepeated() throws Exception {
    EmbeddedDatabase.open(directory).close();
    Path settings = directory.resolve("postgresql.conf");
    String good = Files.readString(settings);
    Files.writeString(settings, good + "no_such_setting = 1\n");
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("does not start in " + directory.toRealPath())
        .hasMessageContaining("no_such_setting");
    Files.writeString(settings, good);
    EmbeddedDatabase.open(directory).close();
  }

  /** Opens the directory named by its argument, prints the port, and closes at the end of input. */
  static final class Child {
    public static void main(String[] arguments) throws IOException {
      try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(arguments[0]))) {
        System.out.println("READY " + database.port());
        System.in.transferTo(System.err);
      }
    }
  }

  private Process child() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int port(Process child) throws IOException {
    String line =
        child.inputReader().lines().filter(l -> l.startsWith("READY ")).findFirst().orElseThrow();
    return Integer.parseInt(line.substring("READY ".length()));
  }

  private boolean creationIsGoing() throws IOException {
    try (Stream<Path> paths = Files.list(parent)) {
      return paths
          .filter(
              path -> path.getFileName().toString().startsWith(directory.getFileName() + ".initdb"))
          .anyMatch(path -> Files.exists(path.resolve("PG_VERSION")));
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void write(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = connect(database.port())) {
      connection.createStatement().execute("CREATE TABLE t AS SELECT 'kept' AS word");
    }
  }

  private static String read(EmbeddedDatabase database) throws SQLException {
    return query(database, "SELECT word FROM t");
  }

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database.port());
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port));
  }
}
