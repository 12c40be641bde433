package dev.stillwater.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwater.testing.Seeded;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String GIVEN = "00-" + TRACE + "-" + PARENT + "-01";
  private static final int TIMES = 10_000;

  private final Seeded random = Seeded.create();

  @Test
  void headerIsRead() {
    assertThat(TraceParent.parse(GIVEN)).contains(new TraceParent(TRACE, PARENT, true));
    assertThat(TraceParent.parse("00-" + TRACE + "-" + PARENT + "-fe"))
        .contains(new TraceParent(TRACE, PARENT, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what the future brings",
        "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-"
      })
  void whatIsKnownOfLaterVersionsIsRead(String header) {
    assertThat(TraceParent.parse(header)).contains(new TraceParent(TRACE, PARENT, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void whatIsNoHeaderIsNotRead(String header) {
    assertThat(TraceParent.parse(header)).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() {
    for (int i = 0; i < TIMES; i++) {
      TraceParent any = new TraceParent(Ids.ofThirtyTwo(), Ids.ofSixteen(), random.oneIn(2));
      assertThat(TraceParent.parse(any.toString())).contains(any);
    }
  }

  @Test
  void theNextStepIsOfTheSameTrace() {
    TraceParent given = TraceParent.parse(GIVEN).orElseThrow();
    TraceParent next = given.next();
    assertThat(next.traceId()).isEqualTo(TRACE);
    assertThat(next.parentId()).isNotEqualTo(PARENT);
    assertThat(next.sampled()).isTrue();
  }

  @Test
  void whateverIsReadIsInTheText() {
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      String text = mutated();
      Optional<TraceParent> found = TraceParent.parse(text);
      found.ifPresent(
          trace -> {
            assertThat(text).startsWith(text.substring(0, 3) + trace.traceId() + "-");
            assertThat(text.substring(36)).startsWith(trace.parentId() + "-");
            assertThat(trace.traceId()).isEqualTo(trace.traceId().toLowerCase(Locale.ROOT));
          });
      read += found.isPresent() ? 1 : 0;
    }
    assertThat(read).isBetween(TIMES / 100, TIMES - TIMES / 100);
  }

  private String mutated() {
    StringBuilder text = new StringBuilder(GIVEN);
    int place = random.ints(0, text.length() - 1);
    switch (random.ints(0, 3)) {
      case 0 -> text.setCharAt(place, random.pick('0', '9', 'a', 'f', 'g', 'A', '-', ' ', '\n'));
      case 1 -> text.deleteCharAt(place);
      case 2 -> text.insert(place, random.text(1, 3));
      default -> text.append(random.text(0, 2));
    }
    return text.toString();
  }

  @Test
  void oddIdsAreNone() {
    assertThatThrownBy(() -> new TraceParent("0".repeat(32), PARENT, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TraceParent(TRACE, "x", true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
