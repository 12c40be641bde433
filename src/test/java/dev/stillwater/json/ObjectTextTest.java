package dev.stillwater.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTextTest {

  @Test
  void membersStandInTheirOrder() {
    StringBuilder text =
        new ObjectText(new StringBuilder("["))
            .text("a", "b")
            .plain("month", "2026-01")
            .json("state", "{\"n\": 1.10}")
            .time("at", Instant.EPOCH)
            .end();
    assertThat(text)
        .hasToString(
            "[{\"a\":\"b\",\"month\":\"2026-01\",\"state\":{\"n\": 1.10},"
                + "\"at\":\"1970-01-01T00:00:00.000000Z\"}");
  }

  @Test
  void listsAreOfObjects() {
    ObjectText text = new ObjectText().list("none", List.of(), (item, json) -> json.end());
    text.list("two", List.of("x", "y"), (item, json) -> json.text("n", item).end());
    assertThat(text.end()).hasToString("{\"none\":[],\"two\":[{\"n\":\"x\"},{\"n\":\"y\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "\\", "\u0000\u001f\b\f\n\r\t", "é\u2028\ud83d\ude80", "</a>"})
  void textComesBackAsItWas(String value) {
    String text = new ObjectText().text("a", value).end().toString();
    assertThat(new JsonObject(text).getString("a")).isEqualTo(value);
  }
}
