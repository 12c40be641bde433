package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.testing.Seeded;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is to be done with each partition of the log. */
class ArchivePlanTest {

  private static final MonthCalendar CALENDAR = new MonthCalendar(ZoneId.of("UTC"));
  private static final YearMonth AUGUST = YearMonth.of(2026, 8);
  private static final Instant IN_SEPTEMBER = Instant.parse("2026-09-23T00:00:00Z");

  private static Partition month(YearMonth month, long bytes) {
    return partition(Table.EVENT_LOG, month, bytes, Optional.empty());
  }

  private static Partition partition(
      Table table, YearMonth month, long bytes, Optional<String> fault) {
    return new Partition(
        table.monthName(month),
        Optional.of(CALENDAR.startOf(month)),
        CALENDAR.startOf(month.plusMonths(1)),
        bytes,
        bytes == 0,
        fault);
  }

  private static Partition landing(YearMonth end, long bytes) {
    return new Partition(
        "event_log_landing",
        Optional.empty(),
        CALENDAR.startOf(end),
        bytes,
        bytes == 0,
        Optional.empty());
  }

  private static ArchivePlan plan(boolean wholeMonthsOnly, Partition... archive) {
    return new ArchivePlan(CALENDAR, IN_SEPTEMBER, wholeMonthsOnly, List.of(archive), Map.of());
  }

  private static How how(ArchivePlan plan, Partition source) {
    return plan.steps(List.of(source)).get(0).how();
  }

  @Test
  void aWholeMonthChangesTables() {
    assertThat(how(plan(false), month(AUGUST, 8192))).isEqualTo(How.SWITCH);
    assertThat(how(plan(true), month(AUGUST, 8192))).isEqualTo(How.SWITCH);
  }

  @Test
  void anEmptyMonthGoes() {
    assertThat(how(plan(false), month(AUGUST, 0))).isEqualTo(How.DROP);
  }

  @Test
  void aMonthThatIsArchivedInPartMovesInBatches() {
    Partition rest = partition(Table.STREAM_ARCHIVE, AUGUST, 8192, Optional.empty());
    assertThat(how(plan(false, rest), month(AUGUST, 8192))).isEqualTo(How.BATCHES);
  }

  @Test
  void anEmptiedMonthOfTheArchiveIsInNobodysWay() {
    Partition emptied = partition(Table.STREAM_ARCHIVE, AUGUST, 0, Optional.empty());
    assertThat(how(plan(false, emptied), month(AUGUST, 8192))).isEqualTo(How.SWITCH);
  }

  @Test
  void anOverlapWithOtherBoundsIsInTheWayEvenIfEmpty() {
    Partition wider =
        new Partition(
            "wider",
            Optional.of(CALENDAR.startOf(AUGUST.minusMonths(1))),
            CALENDAR.startOf(AUGUST.plusMonths(1)),
            0,
            true,
            Optional.empty());
    assertThat(how(plan(false, wider), month(AUGUST, 8192))).isEqualTo(How.BATCHES);
  }

  @Test
  void theMonthOfTheCutoffMovesInPartOrNotAtAll() {
    Partition september = month(AUGUST.plusMonths(1), 8192);
    assertThat(how(plan(false), september)).isEqualTo(How.BATCHES);
    assertThat(how(plan(true), september)).isEqualTo(How.STAY);
  }

  @Test
  void whatIsYoungerThanTheCutoffStays() {
    assertThat(how(plan(false), month(AUGUST.plusMonths(2), 8192))).isEqualTo(How.STAY);
  }

  @Test
  void aHeldMonthStays() {
    Map<YearMonth, Instant> held = Map.of(AUGUST, Instant.EPOCH);
    ArchivePlan plan = new ArchivePlan(CALENDAR, IN_SEPTEMBER, false, List.of(), held);
    assertThat(plan.steps(List.of(month(AUGUST, 8192))))
        .singleElement()
        .satisfies(step -> assertThat(step.how()).isEqualTo(How.STAY))
        .satisfies(
            step ->
                assertThat(step.reason())
                    .hasValueSatisfying(r -> assertThat(r).contains("1970-01-01")));
  }

  @Test
  void theLandingPartitionMovesInBatches() {
    assertThat(how(plan(false), landing(AUGUST, 8192))).isEqualTo(How.BATCHES);
    assertThat(how(plan(true), landing(AUGUST, 8192))).isEqualTo(How.BATCHES);
    assertThat(how(plan(false), landing(AUGUST, 0))).isEqualTo(How.STAY);
  }

  @Test
  void aFaultIsOnlyOneWhereTheMonthIsToChangeTables() {
    Partition august = partition(Table.EVENT_LOG, AUGUST, 8192, Optional.of("it is broken"));
    Partition later = partition(Table.EVENT_LOG, AUGUST.plusMonths(2), 8192, Optional.of("broken"));
    assertThat(plan(false).steps(List.of(august, later)))
        .extracting(ArchiveStep::fault)
        .containsExactly(
            Optional.of("the month event_log_2026_08 cannot be archived: it is broken"),
            Optional.empty());
  }

  @Test
  void whatIsNoMonthIsAFault() {
    Partition quarter =
        new Partition(
            "quarter",
            Optional.of(CALENDAR.startOf(AUGUST.minusMonths(2))),
            CALENDAR.startOf(AUGUST.plusMonths(1)),
            8192,
            false,
            Optional.empty());
    assertThat(plan(false).steps(List.of(quarter)).get(0).fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("it is not one month"));
  }

  /** Whatever the log looks like: what is old moves unless it is held, and nothing else does. */
  @RepeatedTest(50)
  void whatIsOldMovesAndNothingElse() {
    Seeded random = Seeded.create();
    List<Partition> log = new ArrayList<>();
    YearMonth first = AUGUST.minusMonths(random.ints(0, 30));
    log.add(landing(first, random.pick(0L, 8192L)));
    for (YearMonth m = first; !m.isAfter(AUGUST.plusMonths(4)); m = m.plusMonths(1)) {
      log.add(month(m, random.pick(0L, 8192L)));
    }
    boolean wholeMonthsOnly = random.oneIn(2);
    Instant cutoff =
        random.instant(CALENDAR.startOf(first), CALENDAR.startOf(AUGUST.plusMonths(5)));
    Map<YearMonth, Instant> held = Map.of(first.plusMonths(random.ints(0, 5)), Instant.EPOCH);
    ArchivePlan plan = new ArchivePlan(CALENDAR, cutoff, wholeMonthsOnly, List.of(), held);

    for (ArchiveStep step : plan.steps(log)) {
      Partition source = step.source();
      boolean whole = !source.upper().isAfter(cutoff);
      boolean some = source.start().isBefore(cutoff) && !source.isEmpty();
      boolean isHeld = source.month(CALENDAR).filter(held::containsKey).isPresent();
      boolean moves = step.how() == How.SWITCH || step.how() == How.BATCHES;
      assertThat(moves)
          .as("%s before %s", step, cutoff)
          .isEqualTo(some && !isHeld && (whole || source.isLanding() || !wholeMonthsOnly));
      assertThat(step.how() == How.SWITCH).isEqualTo(moves && whole && !source.isLanding());
      assertThat(step.how() == How.DROP)
          .isEqualTo(whole && source.isEmpty() && !isHeld && !source.isLanding());
    }
  }
}
