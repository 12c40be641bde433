package dev.stillwater.cli;

import dev.stillwater.database.DatabaseException;
import dev.stillwater.database.Directories;
import dev.stillwater.database.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Lets a service serve for some seconds with nobody else about: what an ahead-of-time cache is made
 * from. The service is a process of its own, started as it will be later, for the cache holds for
 * what is the same then.
 */
@Command(
    name = "rehearse",
    description =
        "Start the service by a command, on a database that is thrown away, ask it everything, and stop it: with -XX:AOTCacheOutput this makes an ahead-of-time cache.",
    mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {

  private static final int ROUNDS = 300;
  private static final String PASSWORD = "rehearsal";
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "After --, as in: rehearse -- java -XX:AOTCacheOutput=it.aot -jar it.jar")
  private List<String> command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path stage = Files.createTempDirectory("stillwater-");
    Path password = Files.writeString(stage.resolve("password"), PASSWORD);
    try (var database = EmbeddedDatabase.create(stage.resolve("postgres"), password)) {
      return rehearse(start(settings(stage, database)));
    } catch (DatabaseException | IllegalStateException e) {
      System.err.println("stillwater: " + e.getMessage());
      return Program.FAILED;
    } finally {
      Directories.delete(stage);
    }
  }

  // a password as in production, where it is asked for at each connection
  private static Map<String, String> settings(Path stage, EmbeddedDatabase database) {
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(), PASSWORD, database.host(), database.port(), database.database());
    return Map.of(
        "STILLWATER_DATABASE_URL",
        url,
        "STILLWATER_DATABASE_OWNER_URL",
        url,
        "STILLWATER_CLUSTER_ENABLED",
        "false",
        "STILLWATER_AUTH_MODE",
        "none",
        "STILLWATER_HTTP_HOST",
        "127.0.0.1",
        "STILLWATER_HTTP_PORT",
        "0",
        "STILLWATER_HTTP_DOCS",
        "true",
        "STILLWATER_MANAGEMENT_PORT",
        "none",
        "STILLWATER_LOG_DIRECTORY",
        stage.resolve("logs").toString());
  }

  private Process start(Map<String, String> settings) throws IOException {
    ProcessBuilder service =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // in the same place a secret is given in one form
    service
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(STILLWATER_)?DATABASE_(OWNER_)?URL_FILE"));
    service.environment().putAll(settings);
    return service.start();
  }

  private static int rehearse(Process service) throws IOException, InterruptedException {
    try (BufferedReader out = service.inputReader()) {
      new Rehearsal(listening(out)).play(ROUNDS);
      service.toHandle().destroy(); // the process itself would close what is still to be read
      out.lines().forEach(System.out::println);
      return service.waitFor();
    } finally {
      service.destroyForcibly();
    }
  }

  private static URI listening(BufferedReader out) {
    return out.lines()
        .peek(System.out::println)
        .flatMap(line -> LISTENING.matcher(line).results())
        .map((MatchResult found) -> URI.create(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the service has ended before it listened"));
  }
}
