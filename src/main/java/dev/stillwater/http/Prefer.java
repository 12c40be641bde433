package dev.stillwater.http;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a client prefers, by RFC 7240; what is not understood is ignored, as it says. */
final class Prefer {

  private static final Pattern WAIT =
      Pattern.compile("(?i)wait\\s*=\\s*(?:\"(\\d{1,9})\"|(\\d{1,9}))\\s*(?:;.*)?");
  private static final Pattern AT_ONCE =
      Pattern.compile("(?i)respond-async\\s*(?:=\\s*(?:\"\")?\\s*)?(?:;.*)?");

  private Prefer() {}

  /**
   * How many seconds the client would wait for an answer; of several wishes the first one counts.
   *
   * @param headers all headers named {@code Prefer}
   */
  static OptionalLong waitSeconds(List<String> headers) {
    OptionalLong wait =
        preferences(headers)
            .map(WAIT::matcher)
            .filter(Matcher::matches)
            .mapToLong(found -> Long.parseLong(found.group(found.group(1) == null ? 2 : 1)))
            .findFirst();
    return wait.isPresent() ? wait : atOnce(headers);
  }

  private static OptionalLong atOnce(List<String> headers) {
    return preferences(headers).anyMatch(preference -> AT_ONCE.matcher(preference).matches())
        ? OptionalLong.of(0)
        : OptionalLong.empty();
  }

  private static Stream<String> preferences(List<String> headers) {
    return headers.stream().flatMap(header -> elements(header).stream()).map(String::strip);
  }

  // a comma within quotes separates nothing
  private static List<String> elements(String header) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        elements.add(header.substring(from, i));
        from = i + 1;
      }
    }
    elements.add(header.substring(from));
    return elements;
  }
}
