package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Takes the objects of a body apart by their tokens: members that are texts, and one member that is
 * an object and kept as JSON text. Its faults name the field, not the line. Not thread-safe.
 */
final class ObjectAssembler {

  /** What the objects become. */
  interface Target {

    /** Takes a member's text, or its JSON text; throws if it is not fit for the member. */
    void set(String member, String value);

    /** The object that began at a line is complete. */
    void complete(long line);
  }

  private final BodyShape shape;
  private final Map<String, String> texts;
  private final String object;
  private final Target target;

  private boolean seen;
  private boolean inArray;
  private boolean inObject;
  private long firstLine;
  private String member;
  private JsonText json;

  /**
   * @param texts the members that are texts, each with what it must be
   * @param object the member that is an object
   */
  ObjectAssembler(BodyShape shape, Map<String, String> texts, String object, Target target) {
    this.shape = shape;
    this.texts = texts;
    this.object = object;
    this.target = target;
  }

  void token(JsonParser parser, long line) throws IOException {
    if (json != null) {
      copy(parser);
    } else if (inObject) {
      inside(parser);
    } else {
      outside(parser.currentToken(), line);
    }
  }

  void endOfLine() {
    if (shape == BodyShape.LINES) {
      require(!inObject);
      seen = false;
    }
  }

  void endOfBody() {
    require(seen || shape == BodyShape.LINES);
  }

  /** What is being read, where the parser reads no further. */
  String place() {
    return json == null ? "body" : member;
  }

  private void outside(JsonToken token, long line) {
    if (token == JsonToken.END_ARRAY) {
      inArray = false;
      return;
    }
    require(inArray || !seen);
    seen = true;
    if (token == JsonToken.START_OBJECT) {
      inObject = true;
      firstLine = line;
    } else {
      require(token == JsonToken.START_ARRAY && shape.takesArray && !inArray);
      inArray = true;
    }
  }

  private void inside(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case END_OBJECT -> {
        inObject = false;
        target.complete(firstLine);
      }
      case FIELD_NAME -> member = known(parser);
      default -> value(parser);
    }
  }

  private String known(JsonParser parser) throws IOException {
    StrictJson.check("body", parser);
    String name = parser.currentName();
    if (!texts.containsKey(name) && !name.equals(object)) {
      TreeSet<String> names = new TreeSet<>(texts.keySet());
      names.add(object);
      throw ProblemException.invalid(name, "one of the members " + String.join(", ", names));
    }
    return name;
  }

  private void value(JsonParser parser) throws IOException {
    boolean text = texts.containsKey(member);
    if (parser.currentToken() != (text ? JsonToken.VALUE_STRING : JsonToken.START_OBJECT)) {
      throw ProblemException.invalid(member, text ? texts.get(member) : "a JSON object");
    }
    if (text) {
      target.set(member, parser.getText());
    } else {
      json = new JsonText(member);
      json.append(parser);
    }
  }

  private void copy(JsonParser parser) throws IOException {
    if (json.append(parser)) {
      target.set(member, json.finish());
      json = null;
    }
  }

  private void require(boolean fits) {
    if (!fits) {
      throw ProblemException.invalid("body", shape.expected);
    }
  }
}
