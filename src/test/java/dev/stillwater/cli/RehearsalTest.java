package dev.stillwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked in a rehearsal, of a server that knows no more than how to answer. */
class RehearsalTest {

  private static final Pattern ROUTE =
      Pattern.compile("`(?:(GET|PUT|POST|DELETE) )?(/[^`?]+)[^`]*`");

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksAtEveryRoute() throws Exception {
    answer(this::status);
    rehearsal().play(1);
    assertThat(routes().toList())
        .hasSizeGreaterThan(20)
        .allSatisfy(route -> assertThat(asked).anyMatch(request -> request.matches(route)));
  }

  @Test
  void failsWhereAnAnswerDoes() {
    answer(
        exchange -> exchange.getRequestURI().getPath().equals("/metrics") ? 500 : status(exchange));
    assertThatThrownBy(() -> rehearsal().play(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/metrics");
  }

  @Test
  void failsWhereWhatShouldBeRefusedIsNot() {
    answer(exchange -> 200);
    assertThatThrownBy(() -> rehearsal().play(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/maintenance/runs/7");
  }

  @FunctionalInterface
  private interface Statuses {
    int of(HttpExchange exchange);
  }

  private Rehearsal rehearsal() {
    return new Rehearsal(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  // the run that is cancelled has ended
  private int status(HttpExchange exchange) {
    boolean cancels =
        exchange.getRequestMethod().equals("DELETE")
            && exchange.getRequestURI().getPath().contains("/runs/");
    return cancels ? 409 : 200;
  }

  private void answer(Statuses statuses) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          byte[] body = "{\"runId\": 7, \"month\": \"2026-11\"}\n".getBytes(UTF_8);
          exchange.sendResponseHeaders(statuses.of(exchange), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** The requests that the documentation knows; a path alone may be the end of the one before. */
  private static Stream<String> routes() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .dropWhile(line -> !line.equals("## REST"))
        .takeWhile(line -> !line.equals("## Event bus"))
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> ROUTE.matcher(line.split("\\|")[1]).results())
        .map(RehearsalTest::request);
  }

  private static String request(MatchResult route) {
    String path = route.group(2).replaceAll("\\{\\w+}", "[^/]+");
    return route.group(1) == null ? "\\w+ .*" + path : route.group(1) + " " + path;
  }
}
