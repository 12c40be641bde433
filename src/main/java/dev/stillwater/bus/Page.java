package dev.stillwater.bus;

import java.util.List;

/**
 * A page of a list.
 *
 * @param more whether something comes after it
 */
public record Page<T>(List<T> items, boolean more) {

  /** A page of what was found, which is one item more than the page holds where there is one. */
  public static <T> Page<T> of(List<T> found, int limit) {
    boolean more = found.size() > limit;
    return new Page<>(more ? found.subList(0, limit) : found, more);
  }

  public T last() {
    return items.get(items.size() - 1);
  }
}
