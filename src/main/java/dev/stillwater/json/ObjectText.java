package dev.stillwater.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes a JSON object member by member. JSON text is passed on without being looked at, which is
 * what a generator spends most of its time on. Names are taken as they are. Not thread-safe.
 */
public final class ObjectText {

  private static final int SIZE = 512;

  private final StringBuilder text;
  private char separator = '{';

  /** An object of its own. */
  public ObjectText() {
    this(SIZE);
  }

  /** An object of its own, of about so many characters. */
  public ObjectText(int size) {
    this(new StringBuilder(size));
  }

  /** An object behind what was written before. */
  public ObjectText(StringBuilder text) {
    this.text = text;
  }

  public ObjectText text(String name, String value) {
    member(name).append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
    return this;
  }

  /** A member whose value is text that needs no escapes. */
  public ObjectText plain(String name, String value) {
    member(name).append('"').append(value).append('"');
    return this;
  }

  public ObjectText time(String name, Instant value) {
    return plain(name, Timestamps.format(value));
  }

  /** A member whose value is JSON text. */
  public ObjectText json(String name, String value) {
    member(name).append(value);
    return this;
  }

  /** A member whose value is an array of objects. */
  public <T> ObjectText list(String name, List<T> items, BiConsumer<T, ObjectText> writer) {
    member(name).append('[');
    for (T item : items) {
      writer.accept(item, new ObjectText(text));
      text.append(',');
    }
    text.setLength(text.length() - (items.isEmpty() ? 0 : 1));
    text.append(']');
    return this;
  }

  private StringBuilder member(String name) {
    text.append(separator).append('"').append(name).append("\":");
    separator = ',';
    return text;
  }

  /** Ends the object, which has members. */
  public StringBuilder end() {
    return text.append('}');
  }
}
