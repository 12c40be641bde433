package dev.stillwater.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the packaged service takes from the start of its process to its first right answer, with
 * and without the cache that a rehearsal makes.
 */
final class StartBench implements Benchmark {

  private static final String WITH = "with the AOT cache";
  private static final String WITHOUT = "without";
  private static final String MILLIS = "milliseconds";

  @Override
  public void run(BenchServer server) throws Exception {
    Path java = Path.of(System.getProperty("bench.java25", ""), "bin", "java");
    Path jar = Path.of(System.getProperty("bench.jar"));
    if (!Files.isExecutable(java) || !Files.exists(jar)) {
      Markdown.line("left out: it takes ./mvnw package, and a JDK 25 as bench.java25");
      return;
    }
    Path directory = Files.createTempDirectory("bench");
    String cache = "-XX:AOTCache=" + rehearse(java, jar, directory);
    try (Snapshots snapshots = Snapshots.filled(server)) {
      Rounds rounds =
          new Rounds()
              .add(WITH, () -> start(snapshots, directory, command(java, jar, cache)))
              .add(WITHOUT, () -> start(snapshots, directory, command(java, jar)))
              .run(1)
              .again()
              .run(Sizes.rounds());
      print(rounds);
    }
  }

  private static Path rehearse(Path java, Path jar, Path directory) throws Exception {
    Path cache = directory.resolve("stillwater.aot");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", jar.toString()));
    command.addAll(List.of("rehearse", "--"));
    command.addAll(command(java, jar, "-XX:AOTCacheOutput=" + cache));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("rehearsal.log").toFile())
            .start();
    if (process.waitFor() != 0 || !Files.exists(cache)) {
      throw new IllegalStateException(Files.readString(directory.resolve("rehearsal.log")));
    }
    return cache;
  }

  private static List<String> command(Path java, Path jar, String... flags) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static double start(Snapshots snapshots, Path directory, List<String> command)
      throws Exception {
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL", snapshots.database().url(),
            "STILLWATER_HTTP_PORT", Integer.toString(port),
            "STILLWATER_SCHEDULE_ENABLED", "false");
    String target = "/api/v1/snapshots/stream-1/" + snapshots.first();
    long start = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(directory, environment, command)) {
      server.await(port);
      Answers.get(port, target);
      long end = System.nanoTime();
      server.kill();
      return (end - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void print(Rounds rounds) throws IOException {
    Markdown.ratios("time to the first answer");
    Markdown.atMost(WITH + " to " + WITHOUT, rounds.ratio(WITH, WITHOUT), 0.6);
    Markdown.head("", MILLIS);
    Markdown.row(WITH, rounds.of(WITH).median());
    Markdown.row(WITHOUT, rounds.of(WITHOUT).median());
  }
}
