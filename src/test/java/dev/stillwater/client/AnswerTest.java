package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

  private static final String SNAPSHOT =
      """
      {"streamId":"a","month":"2026-03","status":"ACTIVE","state":{"n":1.10},
       "capturedAt":"2026-03-01T02:00:00.000001Z"}
      """;

  @Test
  void aRecordIsReadAndNewMembersAreIgnored() throws IOException {
    Snapshot expected =
        new Snapshot(
            "a",
            YearMonth.of(2026, 3),
            "ACTIVE",
            "{\"n\":1.10}",
            Instant.parse("2026-03-01T02:00:00.000001Z"));
    assertThat(Snapshot.of(answer(SNAPSHOT))).isEqualTo(expected);
    String newer = SNAPSHOT.replace("{\"streamId\"", "{\"new\":[{\"month\":1}],\"streamId\"");
    assertThat(Snapshot.of(answer(newer))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "\"month\":\"2026-03\", \"x\":1, month",
        "\"2026-03\", \"March\", month",
        "\"2026-03\", null, month",
        "T02:00, T2:00, capturedAt",
        "\"state\", \"x\", state",
        "\"a\", {}, streamId"
      })
  void whatIsMissingOrOfAnotherFormIsNamed(String part, String other, String name) {
    assertThatThrownBy(() -> Snapshot.of(answer(SNAPSHOT.replace(part, other))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(name + " is ");
  }

  private static Answer answer(String json) throws IOException {
    return new Answer(JsonValue.parse(json));
  }
}
