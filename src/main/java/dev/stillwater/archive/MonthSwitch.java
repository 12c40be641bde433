package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** Lets whole months of the log change tables, each in one short transaction. For one run. */
final class MonthSwitch {

  // each costs about a millisecond under locks that stall everybody
  private static final int MONTHS_AT_ONCE = 12;
  private static final String LOG = Table.EVENT_LOG.tableName();
  private static final String ARCHIVE = Table.STREAM_ARCHIVE.tableName();

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

  /** Moves a month to the archive as it is. */
  Future<Archived> archive(Partition month) {
    YearMonth label = month.month(calendar).orElseThrow();
    String name = Table.STREAM_ARCHIVE.monthName(label);
    return patience.insist(
        List.of(LOG, ARCHIVE, month.name()), attempt -> archive(attempt, month, label, name));
  }

  private Future<Archived> archive(
      SqlConnection attempt, Partition month, YearMonth label, String name) {
    Instant now = clock.instant();
    return holds
        .forget(attempt, label)
        .compose(v -> switches.archive(attempt, month, name, now))
        .map(Moved::month)
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
                  : drop(empty).map(dropped -> dropped == MONTHS_AT_ONCE);
            });
  }

  private Future<Integer> drop(List<Partition> empty) {
    List<String> tables =
        Stream.concat(Stream.of(LOG, ARCHIVE), empty.stream().map(Partition::name)).toList();
    return patience.insist(tables, attempt -> switches.dropEmpty(attempt, empty));
  }
}
