package dev.stillwater.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /** Writes one item of a page. */
  @FunctionalInterface
  public interface ItemWriter<T> {
    void write(T item, JsonGenerator json) throws IOException;
  }

  /**
   * Writes the items as a member of the object that is being written, and {@code next} where
   * something comes after them.
   *
   * @param next the place after an item
   */
  public void write(
      JsonGenerator json, String member, ItemWriter<T> writer, Function<T, String> next)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (T item : items) {
      writer.write(item, json);
    }
    json.writeEndArray();
    if (more) {
      json.writeStringField("next", next.apply(items.get(items.size() - 1)));
    }
  }

  /** The item that the next page comes after; empty where there is none. */
  public Optional<T> last() {
    return more ? Optional.of(items.get(items.size() - 1)) : Optional.empty();
  }
}
