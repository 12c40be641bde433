package dev.stillwater.verify;

import dev.stillwater.archive.DriftStore;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks over what the database holds while others work with it. It changes nothing, and nobody
 * waits for it but a run that wants to move a month. Safe for use on any context.
 */
public final class Verifier {

  // another machine's clock may have begun the next month already
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final VerifyStore store = new VerifyStore();
  private final DriftStore drifts = new DriftStore();

  public Verifier(Database database, InstantSource clock, MonthCalendar calendar) {
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
  }

  /** Counts, sums up and checks everything. */
  public Future<Verification> verify() {
    Instant now = clock.instant();
    return database
        .longUpkeep(transaction -> verify(transaction, now))
        .recover(SqlErrors::translated);
  }

  private Future<Verification> verify(SqlConnection transaction, Instant now) {
    return store
        .find(transaction, MonthEdges.around(calendar, now), newest(now))
        .compose(
            found ->
                // both tables are locked against a change of columns by now
                drifts.drift(transaction).map(drift -> verification(now, found, drift)));
  }

  private LocalDate newest(Instant now) {
    return calendar.monthOf(now.plus(CLOCKS_DIFFER)).atDay(1);
  }

  private static Verification verification(Instant now, Findings found, List<String> drift) {
    return new Verification(
        now,
        found.months(),
        Stream.concat(Invariants.violations(found).stream(), drift.stream()).toList());
  }
}
