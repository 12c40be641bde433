package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwater.testing.Seeded;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "170141183460469231731687303715884105727",
        "1.10",
        "1E+999999",
        "-0.0",
        "\"a\\u0041\\n \\\" ü 🚀\"",
        "true",
        "null",
        "{ }",
        "[ 1.10 ,{\"a\" : [ ] } ]",
        "{\"a\":{\"b\": \"]}\"} , \"a\":2}"
      })
  void valuesAreKeptAsTheyAreWritten(String json) throws IOException {
    assertThat(JsonValue.parse(json).raw()).isEqualTo(json);
    assertThat(JsonValue.parse(" " + json + "\n").raw()).isEqualTo(json);
    JsonValue nested =
        JsonValue.parse("{\"ü🚀\": [ [0, " + json + "\t]], \"after\":" + json + " }");
    assertThat(nested.members().get("after").raw()).isEqualTo(json);
    JsonValue outer = nested.members().get("ü🚀").items().get(0);
    assertThat(outer.items()).extracting(JsonValue::raw).containsExactly("0", json);
  }

  @Test
  void textsAreDecodedAndNumbersAreNot() throws IOException {
    Map<String, JsonValue> members =
        JsonValue.parse("{\"s\":\"\\u0041\\\\\",\"n\":1.10,\"f\":false,\"z\":null,\"o\":{}}")
            .members();
    assertThat(members.get("s").text()).contains("A\\");
    assertThat(members.get("n").text()).contains("1.10");
    assertThat(members.get("f").text()).contains("false");
    assertThat(members.get("z").text()).isEmpty();
    assertThat(members.get("o").text()).isEmpty();
  }

  @Test
  void depthAndLengthOfWhatIsStoredDoNotMatter() throws IOException {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    String digits = "9".repeat(100_000);
    List<JsonValue> items = JsonValue.parse("[" + deep + "," + digits + "]").items();
    assertThat(items).extracting(JsonValue::raw).containsExactly(deep, digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}{}", "{} x", "[1,]", "nul", "{\"a\"}"})
  void whatIsNotOneValueIsRefused(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text)).isInstanceOf(IOException.class);
  }

  @Test
  void aValueIsNotTakenForAnother() throws IOException {
    assertThatThrownBy(() -> JsonValue.parse("[]").members()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonValue.parse("{}").items()).isInstanceOf(IOException.class);
  }

  @Test
  void anyListComesBackItemByItem() throws IOException {
    Seeded random = Seeded.create();
    for (int round = 0; round < 200; round++) {
      List<String> items =
          IntStream.range(0, random.ints(0, 20)).mapToObj(i -> value(random, 4)).toList();
      String comma = random.pick(",", " ,\n");
      String list = items.stream().collect(Collectors.joining(comma, "[", "]"));
      assertThat(JsonValue.parse(list).items()).extracting(JsonValue::raw).isEqualTo(items);
    }
  }

  private static String value(Seeded random, int depth) {
    if (depth == 0 || random.oneIn(2)) {
      return random.pick("1.10", "-7", "\"\"", "\"[\\\"ü\"", "true", "null", "1e3");
    }
    String inner = value(random, depth - 1);
    return random.pick("[" + inner + "]", "{\"a\": " + inner + "}", "[ 0, " + inner + " ]");
  }
}
