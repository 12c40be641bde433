package dev.stillwater.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * What somebody signs in with.
 *
 * @param key an API key or a token, of a length that browsers take as a cookie
 */
record SignIn(String key) {

  private static final int MAX_LENGTH = 4000;
  private static final String EXPECTED = "a text of 1 to " + MAX_LENGTH + " characters";

  /** Validates. */
  SignIn {
    if (key == null || key.isEmpty() || key.length() > MAX_LENGTH) {
      throw ProblemException.invalid("key", EXPECTED);
    }
  }

  /**
   * Reads {@code {"key"}}.
   *
   * @throws ProblemException of kind INVALID, with field, and with nothing of the key
   */
  static SignIn read(Buffer body) {
    try (JsonParser json = StrictJson.FACTORY.createParser(body.getBytes())) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      String key = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        key = member(json);
      }
      require(json.nextToken() == null);
      return new SignIn(key);
    } catch (IOException malformed) {
      throw noObject();
    }
  }

  private static String member(JsonParser json) throws IOException {
    StrictJson.check("body", json);
    if (!json.currentName().equals("key")) {
      throw ProblemException.unknown(json.currentName());
    }
    String text = json.nextTextValue();
    json.skipChildren();
    return text;
  }

  private static void require(boolean met) {
    if (!met) {
      throw noObject();
    }
  }

  // what the parser says of it could have the key in it
  private static ProblemException noObject() {
    return ProblemException.invalid("body", "a JSON object with the member key");
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "SignIn";
  }
}
