package dev.stillwater.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** axe-core, which looks for what keeps people from using a page. */
final class Axe {

  private static final String RUN =
      """
      async () => (await axe.run()).violations.flatMap(violation =>
        violation.nodes.map(node => `${violation.id}: ${node.html} ${node.failureSummary}`))
      """;

  private final String script = read();

  private static String read() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No rule of axe's own choice is violated, best practices among them. */
  void assertNoViolation(Tab tab, String view) {
    tab.page().evaluate(script + "; undefined");
    assertThat((List<?>) tab.page().evaluate(RUN)).as(view).isEmpty();
  }
}
