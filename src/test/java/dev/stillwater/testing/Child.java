package dev.stillwater.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The program as a process of its own, with nothing set but what a test sets. Its standard output
 * and error are kept apart, its logs are in its working directory.
 */
public final class Child implements AutoCloseable {

  /** How long a service may take to stop. */
  private static final Duration STOP = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Pattern LISTENING = Pattern.compile("listening on http://.*:(\\d+)/");
  private static final Pattern SETTING = Pattern.compile("(STILLWATER|DATABASE|TEST_DATABASE)_.*");

  private final Path directory;
  private final Path out;
  private final Path err;
  private final Process process;

  private Child(Path directory, Map<String, String> settings, String main, String... arguments)
      throws IOException {
    this.directory = directory;
    this.out = Files.createTempFile(directory, "out", ".txt");
    this.err = Files.createTempFile(directory, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // starts sooner
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> SETTING.matcher(name).matches());
    builder.environment().putAll(settings);
    this.process = builder.start();
  }

  /** Starts a command in a directory, with environment variables as its settings. */
  public static Child start(Path directory, Map<String, String> settings, String... arguments) {
    return start(directory, settings, Main.class, arguments);
  }

  /** Starts another program, one of a test. */
  public static Child start(
      Path directory, Map<String, String> settings, Class<?> main, String... arguments) {
    try {
      return new Child(directory, settings, main.getName(), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, such as {@code STOP}. */
  public void signal(String name) {
    try {
      assertThat(new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end. */
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Asks the process to stop, as an orchestrator does, and waits no longer than that would. */
  public int stop() {
    process.destroy();
    return exitCode(STOP);
  }

  /** Asks the process to stop. */
  public void terminate() {
    process.destroy();
  }

  /** Ends the process without a chance to clean up. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** The port that a service listens on, as soon as it does. */
  public int port() {
    return Integer.parseInt(awaitLine(LISTENING).group(1));
  }

  /** A path of the service, as soon as it listens. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** The body of what the service answers. */
  public String get(String path) {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
    try {
      return ContractCheck.checked(
              HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a line on standard output. */
  public MatchResult awaitLine(Pattern line) {
    await(line + " in\n" + this)
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || line.matcher(out()).find());
    return line.matcher(out()).results().findFirst().orElseThrow(() -> new AssertionError(this));
  }

  /** Standard output so far. */
  public String out() {
    return read(out);
  }

  /** Standard error so far. */
  public String err() {
    return read(err);
  }

  /** The log file so far. */
  public String log() {
    return read(directory.resolve("logs/app.log"));
  }

  /** Waits for the end, no longer than that. */
  public int exitCode(Duration patience) {
    try {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as(this::toString)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return out() + err();
  }

  @Override
  public void close() {
    kill();
  }
}
