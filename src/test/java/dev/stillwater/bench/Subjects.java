package dev.stillwater.bench;

import dev.stillwater.Main;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts servers on one database, all Java ones with the same flags. */
final class Subjects {

  static final String EXPRESS = "express-prisma.cjs";
  static final String FASTIFY = "fastify-postgres.cjs";

  /** As in the image. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompressedOops",
          "-Xms64m",
          "-Xmn24m",
          "-XX:SurvivorRatio=2",
          "-XX:MaxRAMPercentage=50",
          "-XX:TrimNativeHeapInterval=5000");

  private final String url;

  Subjects(String url) {
    this.url = url;
  }

  Subject withoutCache(String name) throws Exception {
    return stillwater(name, List.of(), Map.of("STILLWATER_CACHE_MAX_SIZE", "0"));
  }

  Subject withCache(String name, String... flags) throws Exception {
    return stillwater(name, List.of(flags), Map.of());
  }

  private Subject stillwater(String name, List<String> flags, Map<String, String> settings)
      throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("DATABASE_URL", url);
    environment.put("STILLWATER_HTTP_PORT", "0");
    environment.put("STILLWATER_SCHEDULE_ENABLED", "false");
    List<String> command = java(Main.class, flags);
    command.add("serve");
    return listening(name, ServerProcess.start(directory(), environment, command));
  }

  /** A bare server: see {@link BareServer} for its kinds. */
  Subject bare(String name, String... arguments) throws Exception {
    List<String> command = java(BareServer.class, List.of());
    command.addAll(List.of(arguments));
    return listening(name, ServerProcess.start(directory(), Map.of("DATABASE_URL", url), command));
  }

  /** A peer, with as many workers as the Java servers have event loops. */
  Subject peer(String name, String script) throws Exception {
    int port = freePort();
    Map<String, String> environment =
        Map.of("DATABASE_URL", url, "PORT", Integer.toString(port), "NODE_ENV", "production");
    List<String> command =
        List.of(
            "node",
            Path.of(Subjects.class.getResource("/bench/cluster.cjs").toURI()).toString(),
            Peer.directory().resolve(script).toString(),
            Integer.toString(Runtime.getRuntime().availableProcessors()));
    ServerProcess server = ServerProcess.start(Peer.directory(), environment, command);
    server.await(port);
    return new Subject(name, server, port);
  }

  static List<String> java(Class<?> main, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  private static Subject listening(String name, ServerProcess server) throws Exception {
    return new Subject(name, server, server.awaitPort());
  }

  // an empty one: no file of settings is found there
  private static Path directory() throws IOException {
    return Files.createTempDirectory("bench");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
