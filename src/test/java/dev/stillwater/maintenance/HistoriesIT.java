package dev.stillwater.maintenance;

import static dev.stillwater.testing.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.config.DatabaseUrl;
import dev.stillwater.config.Settings;
import dev.stillwater.config.Source;
import dev.stillwater.database.ConnectOptions;
import dev.stillwater.database.Database;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.schedule.DueRun;
import dev.stillwater.schedule.History;
import dev.stillwater.schedule.Ledger;
import dev.stillwater.schedule.Standing;
import dev.stillwater.schedule.Standings;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Months of the schedule on the real ledger, with the runs' work left out. {@code
 * -Dstillwater.test.histories=200} makes as many; each takes more than a second.
 */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class HistoriesIT {

  private static final int EIGHT_MONTHS = 8 * 30;

  private final TestDatabase database;
  private final Vertx vertx = Vertx.vertx();
  private final Database connections;
  private final RunOpener opener;

  HistoriesIT(TestDatabase database) {
    this.database = database;
    TestService.start(database, new SettableClock(Instant.parse("2026-01-15T00:00:00Z"))).close();
    Settings settings =
        Settings.of(List.of(new Source("test", Map.of("stillwater.database.url", database.url()))));
    DatabaseUrl url = settings.database().url().orElseThrow();
    this.connections =
        new Database(vertx, new ConnectOptions(url, url, settings.database()), settings.database());
    this.opener =
        new RunOpener(
            connections,
            new SettableClock(Instant.parse("2026-01-15T00:00:00Z")),
            settings.maintenance());
  }

  @AfterAll
  void close() {
    await(connections.close().eventually(vertx::close));
  }

  @Test
  void eachDueMonthIsRunOnceAndInOrder() {
    Seeded seeds = Seeded.create();
    int done = 0;
    for (int i = Integer.getInteger("stillwater.test.histories", 20); i > 0; i--) {
      History history = new History(seeds.split(), new RealLedger(), EIGHT_MONTHS);
      history.happen();
      done += history.done();
      assertThat(
              database.count(
                  """
                  SELECT count(*) FROM stillwater.maintenance_run
                  WHERE status = 'SUCCEEDED' AND scheduled_at IS NOT NULL
                  """))
          .isEqualTo(history.done());
    }
    assertThat(done).isPositive();
  }

  private final class RealLedger implements Ledger {

    private final RunStore runs = new RunStore();
    private final LedgerStore ledger = new LedgerStore();
    private RunSession session;

    @Override
    public void install(Instant at) {
      database.execute(
          """
          TRUNCATE stillwater.maintenance_run, stillwater.run_progress;
          UPDATE stillwater.installation SET installed_at = '%s', paused_at = NULL
          """
              .formatted(at));
    }

    @Override
    public void endDead(Instant now) {
      await(connections.watch(transaction -> ledger.endLost(transaction, now)));
    }

    @Override
    public Standing standing(Instant due) {
      return await(connections.watch(transaction -> Standings.of(transaction, due)));
    }

    @Override
    public boolean begin(DueRun run, Instant startedAt) {
      Trigger trigger = run.caughtUp() ? Trigger.CATCH_UP : Trigger.SCHEDULE;
      return begin(trigger, Optional.of(run.due()), run.months(), startedAt);
    }

    @Override
    public boolean beginManual(Instant startedAt) {
      return begin(Trigger.MANUAL, Optional.empty(), List.of(), startedAt);
    }

    private boolean begin(
        Trigger trigger, Optional<Instant> due, List<YearMonth> months, Instant startedAt) {
      YearMonth month = YearMonth.from(startedAt.atOffset(ZoneOffset.UTC));
      try {
        session =
            await(
                opener.open(
                    new NewRun(
                        RunKind.FULL,
                        trigger,
                        month,
                        "simulated",
                        due,
                        months,
                        startedAt,
                        startedAt)));
        return true;
      } catch (CompletionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                ProblemException.class,
                problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.CONFLICT));
        return false;
      }
    }

    @Override
    public void end(boolean succeeded, Instant at) {
      long runId = session.run().runId();
      await(
          session.transaction(
              transaction ->
                  succeeded
                      ? runs.succeed(transaction, runId, at)
                      : runs.fail(transaction, runId, at, "simulated")));
      lose();
    }

    @Override
    public void lose() {
      await(session.close());
    }

    @Override
    public void pause(boolean paused, Instant at) {
      await(connections.upkeep(transaction -> Standings.pause(transaction, paused, at)));
    }
  }
}
