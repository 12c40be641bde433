package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.stillwater.json.StrictJson;
import java.io.IOException;
import java.io.StringWriter;

/** One JSON value written as text token by token; numbers keep their spelling. Not thread-safe. */
final class JsonText {

  private final String field;
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  JsonText(String field) throws IOException {
    this.field = field;
    this.json = StrictJson.FACTORY.createGenerator(text);
  }

  /** Appends the parser's token; true when the value is complete. */
  boolean append(JsonParser parser) throws IOException {
    StrictJson.check(field, parser);
    if (parser.currentToken().isNumeric()) {
      json.writeNumber(parser.getText());
    } else {
      json.copyCurrentEvent(parser);
    }
    return json.getOutputContext().inRoot();
  }

  /** The text of the complete value. */
  String finish() throws IOException {
    json.close();
    return text.toString();
  }
}
