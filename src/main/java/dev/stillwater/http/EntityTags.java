package dev.stillwater.http;

import java.util.List;

/** The header {@code If-None-Match}. */
final class EntityTags {

  private EntityTags() {}

  /**
   * Whether header lines name a tag, or all there are.
   *
   * @param tag strong and without a comma, as ours are
   */
  static boolean contain(List<String> lines, String tag) {
    return lines.stream().anyMatch(line -> line.strip().equals("*"))
        || lines.stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .anyMatch(given -> strong(given.strip()).equals(tag));
  }

  // for this header weak ones count as well
  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
