package dev.stillwater.schedule;

import dev.stillwater.calendar.Schedule;
import dev.stillwater.config.ScheduleSettings;
import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The schedule of one instance. What it starts, and whether it is paused, is decided by the
 * database for all instances. Safe for use on any context, but for {@link #loop}.
 */
public final class MonthlySchedule {

  private static final Duration A_DAY = Duration.ofDays(1);

  private final Database database;
  private final InstantSource clock;
  private final Schedule schedule;
  private final ScheduleSettings settings;
  private final ScheduleStore store = new ScheduleStore();
  private final OverdueAlarm alarm = new OverdueAlarm();
  private volatile Optional<Standing> lastSeen = Optional.empty();

  public MonthlySchedule(
      Database database, InstantSource clock, Schedule schedule, ScheduleSettings settings) {
    this.database = database;
    this.clock = clock;
    this.schedule = schedule;
    this.settings = settings;
  }

  /**
   * The loop that starts runs by this schedule.
   *
   * @param housekeeping ends runs that are not going any more
   * @param work starts a run; completes when it has ended
   */
  public ScheduleLoop loop(
      Vertx vertx, Supplier<Future<Void>> housekeeping, Function<DueRun, Future<?>> work) {
    RetryDelay retry =
        new RetryDelay(settings.retryDelay(), settings.longestRetryDelay(), new SplittableRandom());
    return new ScheduleLoop(
        vertx,
        clock,
        System::nanoTime,
        new Agenda(schedule, settings.enabled(), retry, System.nanoTime()),
        due -> housekeeping.get().compose(v -> standing(due)).onSuccess(this::watch),
        work);
  }

  private Future<Standing> standing(Instant due) {
    return database.upkeep(transaction -> store.standing(transaction, due));
  }

  private void watch(Standing standing) {
    lastSeen = Optional.of(standing);
    alarm.look(state(standing), System.nanoTime());
  }

  /** How the schedule stands now. */
  public Future<ScheduleState> state() {
    return standing(schedule.latest(clock.instant()))
        .map(this::state)
        .recover(SqlErrors::translated);
  }

  /** How it stands as far as is known without asking; empty before the first look. */
  public Optional<ScheduleState> lastState() {
    return lastSeen.map(standing -> state(standing.at(schedule.latest(clock.instant()))));
  }

  private ScheduleState state(Standing standing) {
    Instant now = clock.instant();
    return new ScheduleState(
        settings.enabled(),
        schedule.zone(),
        standing.pausedAt(),
        schedule.next(now),
        standing.lastSuccess(),
        Optional.of(standing.due()).filter(due -> isOverdue(standing, now)));
  }

  // a run that began in the future was begun by a wrong clock, and hides that nothing is done now
  private boolean isOverdue(Standing standing, Instant now) {
    return standing.isOpen() && !now.isBefore(standing.due().plus(settings.overdueAfter()))
        || standing.lastSuccess().filter(started -> started.isAfter(now.plus(A_DAY))).isPresent();
  }

  /** Lets no run start by itself, on any instance, until it is resumed; answers how it stands. */
  public Future<ScheduleState> pause() {
    return database
        .upkeep(transaction -> store.pause(transaction, clock.instant()))
        .recover(SqlErrors::translated)
        .compose(v -> state());
  }

  /** Lets runs start again, at once the one that came due meanwhile; answers how it stands. */
  public Future<ScheduleState> resume() {
    return database.upkeep(store::resume).recover(SqlErrors::translated).compose(v -> state());
  }
}
