package dev.stillwater.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillwater.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Maintenance as one would write it with Express and Prisma: {@code express-prisma.cjs} in the
 * folder that the system property names, ready to run. It prints a JSON object on each step.
 */
final class Peer {

  private Peer() {}

  static boolean given() {
    return !property().isEmpty();
  }

  static Path directory() {
    return Path.of(property()).toAbsolutePath();
  }

  private static String property() {
    return System.getProperty("bench.peers", "");
  }

  static double capturedPerSecond(TestDatabase database) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "express-prisma.cjs", "maintain")
            .directory(directory().toFile())
            .redirectError(Redirect.INHERIT);
    builder.environment().put("DATABASE_URL", database.url());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return printed
        .lines()
        .map(JsonObject::new)
        .filter(step -> step.getString("name").equals("snapshot"))
        .mapToDouble(step -> step.getDouble("perSecond"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the peer failed"));
  }
}
