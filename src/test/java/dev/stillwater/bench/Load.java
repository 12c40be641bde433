package dev.stillwater.bench;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** The {@link LoadGenerator} as a process of its own. */
final class Load implements AutoCloseable {

  private static final int LEAD_MILLIS = 300;

  private final Process process;
  private final BufferedReader out;
  private final PrintStream in;

  private Load(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.in = new PrintStream(process.getOutputStream(), true);
  }

  static Load start() throws IOException {
    return new Load(
        new ProcessBuilder(Subjects.java(LoadGenerator.class, List.of()))
            .redirectError(Redirect.INHERIT)
            .start());
  }

  /** Loads a server to its peak; what it cost is told by the processor time that is passed. */
  Slice peak(Subject subject, Keys keys, long millis, CpuTime cpu) throws Exception {
    in.println(slice(subject, keys, millis));
    line();
    CpuTime.Reading before = cpu.read(subject);
    JsonObject done = new JsonObject(line());
    return new Slice(
        done.getLong("answers"), done.getLong("nanos") / 1e9, cpu.read(subject).since(before));
  }

  /** The nanoseconds of each request at a fixed rate. */
  List<Long> steady(Subject subject, Keys keys, long millis, double perSecond) throws IOException {
    in.println(slice(subject, keys, millis).put("perSecond", perSecond));
    return new JsonObject(line())
        .getJsonArray("times").stream().map(time -> ((Number) time).longValue()).toList();
  }

  private static JsonObject slice(Subject subject, Keys keys, long millis) {
    return new JsonObject()
        .put("port", subject.port())
        .put("keys", keys.json())
        .put("connections", Sizes.connections())
        .put("leadMillis", LEAD_MILLIS)
        .put("millis", millis);
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("the load generator failed");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
