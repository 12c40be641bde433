package dev.stillwater.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.stillwater.problem.ProblemException;
import java.io.IOException;

/** JSON from outside: what is ambiguous, hostile or beyond PostgreSQL's jsonb is refused. */
public final class StrictJson {

  private static final int MAX_DEPTH = 512;
  private static final int MAX_NUMBER_LENGTH = 1000;
  private static final int MAX_EXPONENT = 1000;

  private static final String LIMITS =
      "JSON with at most %d levels, %d characters a number and %d bytes a name"
          .formatted(MAX_DEPTH, MAX_NUMBER_LENGTH, StreamReadConstraints.DEFAULT_MAX_NAME_LEN);

  /** Standard JSON with unique names, within limits; names from outside are not kept. */
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * Refuses a token that jsonb cannot keep: text with NUL or lone surrogates, immense exponents.
   *
   * @param field the member to name as being at fault
   */
  public static void check(String field, JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case FIELD_NAME, VALUE_STRING -> {
        if (!isClean(parser.getText())) {
          throw ProblemException.invalid(field, "free of NUL (\\u0000) and of lone surrogates");
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        if (exponent(parser.getText()) > MAX_EXPONENT) {
          throw ProblemException.invalid(
              field, "free of numbers with an exponent beyond ±" + MAX_EXPONENT);
        }
      }
      default -> {}
    }
  }

  /** Whether a text has neither NUL nor lone surrogates. */
  public static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  /** What a body should have been where the parser failed, to be read after "must be". */
  public static String expected(IOException fault) {
    if (fault instanceof StreamConstraintsException) {
      return LIMITS;
    }
    if (fault instanceof JsonEOFException) {
      return "complete JSON";
    }
    String reason = reason(fault);
    // beyond ASCII the parser tells bytes, where it should tell characters
    boolean telling = reason.startsWith("Duplicate") || reason.chars().allMatch(c -> c < 0x80);
    return "well-formed JSON" + (telling ? " (" + reason + ")" : "");
  }

  // what follows the colon speaks of the parser's features and positions
  private static String reason(IOException fault) {
    String message =
        fault instanceof JsonProcessingException parsing
            ? parsing.getOriginalMessage()
            : fault.getMessage();
    return message.split(": ", 2)[0];
  }

  /** The size of a number's exponent: how many digits it adds at the most when written out. */
  public static double exponent(String number) {
    int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
    return mark < 0 ? 0 : Math.abs(Double.parseDouble(number.substring(mark + 1)));
  }
}
