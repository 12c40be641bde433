package dev.stillwater.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value where it stands in a JSON text, read no deeper than it is asked. Nothing becomes a
 * number, so that no digit is lost.
 */
final class JsonValue {

  // what the database holds may be larger and deeper than what requests can bring
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final char[] source;
  private final int start;
  private final int length;
  private final JsonToken token;
  private final String text;

  private JsonValue(char[] source, int start, int length, JsonToken token, String text) {
    this.source = source;
    this.start = start;
    this.length = length;
    this.token = token;
    this.text = text;
  }

  /** The one value that a text is. */
  static JsonValue parse(String json) throws IOException {
    char[] source = json.toCharArray();
    try (JsonParser parser = FACTORY.createParser(source)) {
      parser.nextToken();
      JsonValue value = next(source, 0, parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    }
  }

  // reads the value that begins with the current token, up to its end
  private static JsonValue next(char[] source, int offset, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("a value is missing");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    String text = token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
    parser.skipChildren();
    parser.finishToken();
    // behind a number that stands alone the parser also takes white space
    int length = (int) parser.currentLocation().getCharOffset() - start;
    return new JsonValue(
        source, offset + start, token.isNumeric() ? text.length() : length, token, text);
  }

  boolean isObject() {
    return token == JsonToken.START_OBJECT;
  }

  boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  /** As it is written. */
  String raw() {
    return new String(source, start, length);
  }

  /** The text of a string, a number as it is written, true or false; empty for all else. */
  Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** The members of an object. */
  Map<String, JsonValue> members() throws IOException {
    Map<String, JsonValue> members = new HashMap<>();
    try (JsonParser parser = open(JsonToken.START_OBJECT)) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, next(source, start, parser));
      }
    }
    return members;
  }

  /** The items of an array. */
  List<JsonValue> items() throws IOException {
    List<JsonValue> items = new ArrayList<>();
    try (JsonParser parser = open(JsonToken.START_ARRAY)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(next(source, start, parser));
      }
    }
    return items;
  }

  private JsonParser open(JsonToken expected) throws IOException {
    if (token != expected) {
      throw new IOException("not " + expected + ": " + token);
    }
    JsonParser parser = FACTORY.createParser(source, start, length);
    parser.nextToken();
    return parser;
  }
}
