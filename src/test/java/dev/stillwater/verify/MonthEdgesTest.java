package dev.stillwater.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.calendar.MonthCalendar;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MonthEdgesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T23:00:00Z");

  private final MonthEdges edges = MonthEdges.around(new MonthCalendar(ZoneId.of("+02:00")), NOW);

  @Test
  void monthsOfTheZoneFollowEachOther() {
    assertThat(edges.instants())
        .startsWith(Instant.parse("1926-11-30T22:00:00Z"), Instant.parse("1926-12-31T22:00:00Z"))
        .endsWith(Instant.parse("2037-10-31T22:00:00Z"))
        .hasSize(111 * 12)
        .isSorted();
  }

  @Test
  void aNumberIsThatOfTheMonthWhichBeginsAtItsEdge() {
    assertThat(edges.month(0)).isEmpty();
    assertThat(edges.month(1)).contains(YearMonth.of(1926, 12));
    assertThat(edges.month(edges.instants().size())).contains(YearMonth.of(2037, 11));
  }
}
