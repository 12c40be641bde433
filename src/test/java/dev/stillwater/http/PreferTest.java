package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "wait=10                                  | 10",
        "wait=0                                   | 0",
        "Wait = 10                                | 10",
        "wait=\"10\"                              | 10",
        "wait=10; foo=bar                         | 10",
        "wait=\"10\" ;foo=\"bar, baz\"            | 10",
        "return=minimal, wait=10                  | 10",
        "foo=\"a \\\" b\", wait=10                | 10",
        "wait=10, wait=20                         | 10",
        "handling=lenient;wait=20, wait=10        | 10",
        "respond-async                            | 0",
        "Respond-Async                            | 0",
        "respond-async; foo=bar                   | 0",
        "respond-async=\"\"                       | 0",
        // the time that it would wait at most before that
        "respond-async, wait=10                   | 10",
        "wait=10, respond-async                   | 10",
        "wait=soon, respond-async                 | 0",
      })
  void understandsWhatAClientPrefers(String header, long seconds) {
    assertThat(Prefer.waitSeconds(List.of(header))).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",,",
        "wait",
        "wait=",
        "wait=\"\"",
        "wait=-1",
        "wait=1.5",
        "wait=10s",
        "wait=\"10",
        "wait=10\"",
        "wait=9999999999",
        "wait=10 wait=20",
        "await=10",
        "waiter=10",
        "respond-async=yes",
        "respond-asynchronously",
        "return=representation",
        "foo=\"a, wait=10, b\"",
        "foo=\"a \\\", wait=10, b\"",
        "foo; bar=\"respond-async, respond-async, respond-async\"",
      })
  void ignoresWhatItDoesNotUnderstand(String header) {
    assertThat(Prefer.waitSeconds(List.of(header))).isEmpty();
  }

  @Test
  void readsAllHeaders() {
    assertThat(Prefer.waitSeconds(List.of("return=minimal", "foo, wait=10", "wait=20")))
        .hasValue(10);
    assertThat(Prefer.waitSeconds(List.of("respond-async", "wait=20"))).hasValue(20);
  }

  @Test
  void withoutHeadersNothingIsPreferred() {
    assertThat(Prefer.waitSeconds(List.of())).isEmpty();
  }
}
