package dev.stillwater.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Seeded;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String GIVEN = "00-" + TRACE + "-" + PARENT + "-01";

  private static Origin of(String... headers) {
    Map<String, String> map =
        headers.length == 0
            ? Map.of()
            : headers.length == 2
                ? Map.of(headers[0], headers[1])
                : Map.of(headers[0], headers[1], headers[2], headers[3]);
    return Origin.of(map::get);
  }

  @Test
  void whatIsGivenIsKept() {
    Origin origin = of("x-request-id", "order-7/a+b=", "traceparent", GIVEN);
    assertThat(origin.requestId()).isEqualTo("order-7/a+b=");
    assertThat(origin.traceId()).isEqualTo(TRACE);
  }

  @Test
  void whatIsNotGivenIsNew() {
    Origin one = of();
    Origin other = of();
    assertThat(one.requestId()).matches("[0-9a-f]{32}").isNotEqualTo(other.requestId());
    assertThat(one.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(other.traceId());
  }

  @Test
  void requestsOfOneTraceAreToldApart() {
    assertThat(of("traceparent", GIVEN).requestId())
        .isNotEqualTo(of("traceparent", GIVEN).requestId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a,b", "a\nb", "a\"b", "é", "<b>", "a{b}"})
  void anIdThatWillNotDoIsReplaced(String id) {
    assertThat(of("x-request-id", id).requestId()).matches("[0-9a-f]{32}");
  }

  @Test
  void anIdMayBeLongButNotLonger() {
    String id = "x".repeat(128);
    assertThat(of("x-request-id", id).requestId()).isEqualTo(id);
    assertThat(of("x-request-id", id + "x").requestId()).matches("[0-9a-f]{32}");
  }

  @Test
  void whateverIsGivenFitsIntoOneLine() {
    Seeded random = Seeded.create();
    for (int i = 0; i < 10_000; i++) {
      Origin origin = of("x-request-id", random.text(0, 5), "traceparent", random.text(0, 60));
      assertThat(origin.requestId()).matches("[!-~]{1,128}");
      assertThat(origin.traceId()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void theTraceIsPassedOnAsTheNextStep() {
    assertThat(of("traceparent", GIVEN).header("traceparent"))
        .startsWith("00-" + TRACE + "-")
        .endsWith("-01")
        .doesNotContain(PARENT);
    Origin fresh = of("traceparent", "00-bad");
    assertThat(fresh.header("traceparent"))
        .startsWith("00-" + fresh.traceId() + "-")
        .endsWith("-00");
  }

  @Test
  void whatOthersTellOfTheTraceIsPassedOnWithItAlone() {
    assertThat(of("traceparent", GIVEN, "tracestate", "a=1,b=2").header("tracestate"))
        .isEqualTo("a=1,b=2");
    assertThat(of("traceparent", "00-bad", "tracestate", "a=1").header("tracestate")).isNull();
    assertThat(of("traceparent", GIVEN, "tracestate", "a=\r\n").header("tracestate")).isNull();
    assertThat(of("traceparent", GIVEN, "tracestate", "a".repeat(513)).header("tracestate"))
        .isNull();
  }
}
