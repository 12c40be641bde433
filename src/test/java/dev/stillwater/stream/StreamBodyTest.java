package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamBodyTest {

  @Test
  void readsStatusAndState() {
    String body =
        "{ \"state\": {\"n\": 1.10, \"deep\": {\"x\": [1E400]}},\n \"status\": \"PAUSED\" }";
    assertThat(read(body))
        .isEqualTo(new StreamBody(Optional.of("PAUSED"), "{\"n\":1.10,\"deep\":{\"x\":[1E400]}}"));
  }

  @Test
  void statusMayBeMissing() {
    assertThat(read("{\"state\":{}}")).isEqualTo(new StreamBody(Optional.empty(), "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "{}                            | state  | a JSON object",
        "{\"status\":\"A\"}            | state  | a JSON object",
        "{\"state\":null}              | state  | a JSON object",
        "{\"state\":[]}                | state  | a JSON object",
        "{\"state\":{},\"status\":null}| status | a text of 1 to 512 characters without NUL",
        "{\"state\":{},\"status\":\"\"}| status | a text of 1 to 512 characters without NUL",
        "{\"state\":{},\"x\":1}        | x      | one of the members state, status",
        "{\"state\":{},\"state\":{}}   | body   | well-formed JSON (Duplicate field 'state')",
        "{\"state\":{\"a\":1e1001}}    | state  | free of numbers with an exponent beyond ±1000",
        "{\"state\":{\"a\":\"\\u0000\"}}|state  | free of NUL (\\u0000) and of lone surrogates",
        "[{\"state\":{}}]              | body   | a JSON object",
        "``                            | body   | a JSON object",
        "{\"state\":{}} {}             | body   | a JSON object",
        "{\"state\":{}                 | body   | complete JSON",
      })
  void namesWhatIsWrong(String body, String field, String expected) {
    assertThatThrownBy(() -> read("\n" + body))
        .isInstanceOf(ProblemException.class)
        .hasMessage("line 2: " + field + " must be " + expected);
  }

  private static StreamBody read(String body) {
    return StreamBody.read(Buffer.buffer(body));
  }
}
