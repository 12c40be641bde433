package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Lets whole months of the log change tables, each in one short transaction. For one run. */
final class MonthSwitch {

  // each costs about a millisecond under locks that stall everybody
  private static final int MONTHS_AT_ONCE = 12;

  private final ArchiveRun run;
  private final Patience patience;
  private final MonthCalendar calendar;
  private final InstantSource clock;
  private final SwitchStore switches = new SwitchStore();
  private final HoldStore holds = new HoldStore();

  MonthSwitch(ArchiveRun run, Patience patience, MonthCalendar calendar, InstantSource clock) {
    this.run = run;
    this.patience = patience;
    this.calendar = calendar;
    this.clock = clock;
  }

  /**
   * Moves a month to the archive as it is; answers none where it has come to be held meanwhile.
   *
   * @param estimate how many events it holds
   */
  Future<Optional<Archived>> archive(Partition month, RowCount estimate) {
    YearMonth label = month.month(calendar).orElseThrow();
    String name = Table.STREAM_ARCHIVE.monthName(label);
    return patience.insist(
        List.of(month), attempt -> archive(attempt, month, label, name, estimate));
  }

  private Future<Optional<Archived>> archive(
      SqlConnection attempt, Partition month, YearMonth label, String name, RowCount estimate) {
    return holds
        .forget(attempt, label)
        .compose(
            free ->
                free
                    ? archive(attempt, month, name, estimate).map(Optional::of)
                    : Future.succeededFuture(Optional.empty()));
  }

  private Future<Archived> archive(
      SqlConnection attempt, Partition month, String name, RowCount estimate) {
    Instant now = clock.instant();
    return switches
        .archive(attempt, month, name, now)
        .map(counted -> Moved.month(counted, estimate))
        .compose(
            moved ->
                run.archived(attempt, moved)
                    .map(new Archived(name, month, now, moved.estimated())));
  }

  /** Drops the months that are old, empty and not held, as far as no other is below them. */
  Future<Void> dropEmpty(Survey survey) {
    return Repeat.whileTrue(() -> dropSome(survey));
  }

  private Future<Boolean> dropSome(Survey survey) {
    return run.aside(client -> survey.steps(client, run.cutoff()))
        .compose(
            steps -> {
              List<Partition> empty =
                  steps.stream()
                      .skip(1) // the landing partition
                      .takeWhile(step -> step.how() == How.DROP)
                      .map(ArchiveStep::source)
                      .limit(MONTHS_AT_ONCE)
                      .toList();
              return empty.isEmpty() || !steps.get(0).source().isSmall()
                  ? Future.succeededFuture(false)
                  : settled(empty)
                      .compose(settled -> settled ? drop(empty) : Future.succeededFuture(0))
                      .map(dropped -> dropped == MONTHS_AT_ONCE);
            });
  }

  // an older transaction may yet see in them what has left them; then they are left to the next run
  private Future<Boolean> settled(List<Partition> empty) {
    return empty.stream().allMatch(month -> month.bytes() == 0)
        ? Future.succeededFuture(true)
        : patience.awaitAllBriefly();
  }

  private Future<Integer> drop(List<Partition> empty) {
    return patience.insist(empty, attempt -> switches.dropEmpty(attempt, empty));
  }
}
