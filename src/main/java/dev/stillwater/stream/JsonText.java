package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;

/** One JSON value written as text token by token; numbers keep their spelling. Not thread-safe. */
final class JsonText {

  // the database writes numbers out in full: 1e1000 would come back 140 times as long
  private static final double MAX_GROWTH = 100_000;

  private final String field;
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;
  private double grown;

  JsonText(String field) throws IOException {
    this.field = field;
    this.json = StrictJson.FACTORY.createGenerator(text);
  }

  /** Appends the parser's token; true when the value is complete. */
  boolean append(JsonParser parser) throws IOException {
    StrictJson.check(field, parser);
    if (parser.currentToken().isNumeric()) {
      grown += StrictJson.exponent(parser.getText());
      requireBounded();
      json.writeNumber(parser.getText());
    } else {
      json.copyCurrentEvent(parser);
    }
    return json.getOutputContext().inRoot();
  }

  private void requireBounded() {
    if (grown > MAX_GROWTH) {
      throw ProblemException.invalid(
          field, "free of exponents that add up to more than " + (long) MAX_GROWTH + " digits");
    }
  }

  /** The text of the complete value. */
  String finish() throws IOException {
    json.close();
    return text.toString();
  }
}
