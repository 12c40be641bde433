package dev.stillwater.bench;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server as a process of its own, with all that it forks, which can be stopped while others are
 * measured.
 */
final class ServerProcess implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern LISTENING = Pattern.compile("listening on http://.*:(\\d+)/");
  private static final Pattern SETTING = Pattern.compile("(STILLWATER|DATABASE)_.*");

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ServerProcess start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("bench", ".log");
    File log = output.toFile();
    log.deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().keySet().removeIf(name -> SETTING.matcher(name).matches());
    builder.environment().putAll(environment);
    ServerProcess server = new ServerProcess(builder.start(), output);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close)); // also where it never listens
    return server;
  }

  /** The port that it says it listens on, as soon as it does. */
  int awaitPort() throws IOException, InterruptedException {
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE_NANOS; pause()) {
      Matcher line = LISTENING.matcher(Files.readString(output));
      if (line.find()) {
        return Integer.parseInt(line.group(1));
      }
    }
    throw new IllegalStateException(Files.readString(output));
  }

  /** Waits until it listens on this port. */
  void await(int port) throws IOException, InterruptedException {
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE_NANOS; pause()) {
      try (Socket listening = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        // asked again
      }
    }
    throw new IllegalStateException(Files.readString(output));
  }

  private void pause() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(output));
    }
    TimeUnit.MILLISECONDS.sleep(5);
  }

  void stop() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  List<String> pids() {
    return tree().map(each -> Long.toString(each.pid())).toList();
  }

  private Stream<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    command.addAll(pids());
    new ProcessBuilder(command).start().waitFor();
  }

  /** Ends it, and waits for that. */
  void kill() throws InterruptedException {
    close();
    process.waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = tree().toList();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
