package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Reads JSON text token by token, and gives values as they are written. Not thread-safe. */
final class StateReader {

  /** More than requests can bring; the reader's caller may keep a frame of its stack for each. */
  static final int MAX_DEPTH = 1000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final char[] text;
  private final JsonParser parser;

  /** Starts at the first token. */
  StateReader(String text) throws IOException {
    this.text = text.toCharArray();
    this.parser = FACTORY.createParser(this.text);
    next();
  }

  void next() throws IOException {
    parser.nextToken();
  }

  JsonToken token() {
    return parser.currentToken();
  }

  /** Whether the object or array that is being read has more in it. */
  boolean hasMore() {
    return !token().isStructEnd();
  }

  /** The name of a member, the text of a string, or a number as it is written. */
  String text() throws IOException {
    return parser.getText();
  }

  /** The value that starts here, as it is written; its last token is then the current one. */
  String value() throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return new String(text, start, (int) parser.currentLocation().getCharOffset() - start);
  }
}
