package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.calendar.Schedule;
import dev.stillwater.testing.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Years of three instances on one ledger: they are started and lost, for minutes or for months,
 * their clock jumps both ways, their runs take time, fail, and are lost with them. What must hold
 * is checked at each step. Nothing happens by itself but what the seed says.
 */
public final class History {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long LONGEST_SLEEP = 15 * MINUTE;
  private static final long LOOK_AGAIN = 1000;
  private static final long SHORTEST_SLEEP = 10;
  private static final String[] ZONES = {
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Asia/Tehran",
    "+05:45"
  };

  private final Seeded random;
  private final Ledger ledger;
  private final Instant begin;
  private final Schedule schedule;
  private final long end;
  private final List<Instance> instances = new ArrayList<>();
  private final List<Instant> done = new ArrayList<>();
  private long now;
  private long clockOffset;
  private long nextDisturbance;
  private long quietSince;
  private boolean paused;
  private boolean calm;
  private Going going;
  private int caughtUp;
  private int failed;

  /** A run that is going; of no instance where somebody asked for it. */
  private record Going(Instance instance, DueRun run, long endsAt) {}

  private static final class Instance {
    private final long skew;
    private Agenda agenda;
    private Instant earliest;
    private long wakesAt;
    private long startsAt;
    private Instant failedDue;
    private long restsUntil;

    private Instance(long skew) {
      this.skew = skew;
    }

    private boolean isUp() {
      return agenda != null;
    }
  }

  /** A history of so many days. */
  public History(Seeded random, Ledger ledger, int days) {
    this.random = random;
    this.ledger = ledger;
    this.schedule = new Schedule(ZoneId.of(random.pick(ZONES)));
    this.begin =
        random.instant(
            Instant.parse("2011-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
    this.end = days * DAY;
  }

  /** How many due instants were done by a run of the schedule. */
  public int done() {
    return done.size();
  }

  /** How many of the runs caught up. */
  public int caughtUp() {
    return caughtUp;
  }

  /** How many runs failed or were lost. */
  public int failed() {
    return failed;
  }

  /** Lets it happen. */
  public void happen() {
    ledger.install(begin);
    for (int i = 0; i < 3; i++) {
      Instance instance = new Instance(random.longs(-2000, 2000));
      instances.add(instance);
      start(instance);
    }
    nextDisturbance = random.longs(1, 20 * DAY);
    while (now < end) {
      step();
    }
    calmDown();
    while (now < end + 2 * DAY) {
      step();
    }
    requireDone();
  }

  /** All is up and goes well from now on. */
  private void calmDown() {
    calm = true;
    nextDisturbance = Long.MAX_VALUE;
    setPaused(false);
    instances.stream().filter(instance -> !instance.isUp()).forEach(this::start);
  }

  private void step() {
    Instance first = instances.get(0);
    for (Instance instance : instances) {
      first = at(instance) < at(first) ? instance : first;
    }
    long ending = going == null ? Long.MAX_VALUE : going.endsAt;
    now = Math.max(now, Math.min(at(first), Math.min(ending, nextDisturbance)));
    if (ending <= now) {
      finish();
    } else if (nextDisturbance <= now) {
      requireDone();
      disturb();
      quietSince = now;
      nextDisturbance = now + random.longs(1, random.oneIn(3) ? HOUR : 40 * DAY);
    } else if (first.isUp()) {
      wake(first);
    } else {
      start(first);
    }
  }

  private static long at(Instance instance) {
    return instance.isUp() ? instance.wakesAt : instance.startsAt;
  }

  private Instant clock(Instance instance) {
    return begin.plusMillis(now + clockOffset + instance.skew);
  }

  private long nanos() {
    return now * 1_000_000;
  }

  private void start(Instance instance) {
    RetryDelay retry =
        new RetryDelay(
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            new SplittableRandom(random.longs(0, Long.MAX_VALUE - 1)));
    instance.agenda = new Agenda(schedule, true, retry, nanos());
    instance.failedDue = null;
    instance.earliest = clock(instance);
    instance.wakesAt = now;
    quietSince = now;
  }

  private void wake(Instance instance) {
    Instant clock = clock(instance);
    instance.earliest = clock.isBefore(instance.earliest) ? clock : instance.earliest;
    Instant due = instance.agenda.latest(clock);
    instance.failedDue = due.equals(instance.failedDue) ? due : null;
    ledger.endDead(clock);
    Standing standing = ledger.standing(due);
    boolean busy = going != null && going.instance == instance;
    if (!busy) {
      instance.agenda.look(standing, nanos()).ifPresent(run -> begin(instance, run, standing));
    }
    busy = going != null && going.instance == instance;
    sleep(instance, instance.agenda.sleep(clock, standing, nanos(), busy));
  }

  // where an instance would wake again and again to find nothing changed, it wakes next when
  // something happens
  private void sleep(Instance instance, long millis) {
    Instant clock = clock(instance);
    long untilDue = Duration.between(clock, schedule.next(clock)).toMillis();
    assertThat(millis).isBetween(SHORTEST_SLEEP, LONGEST_SLEEP);
    assertThat(millis).as("wakes as it is due").isLessThanOrEqualTo(untilDue + SHORTEST_SLEEP);
    instance.wakesAt = now + millis;
    if (millis == LONGEST_SLEEP) {
      skipTo(instance, now + untilDue, LONGEST_SLEEP);
    } else if (millis == LOOK_AGAIN && going != null) {
      skipTo(instance, going.endsAt, LOOK_AGAIN);
    }
  }

  private void skipTo(Instance instance, long then, long sleep) {
    long something = Math.min(then, Math.min(nextDisturbance, end));
    instance.wakesAt = Math.max(instance.wakesAt, something - random.longs(0, sleep));
  }

  private void begin(Instance instance, DueRun run, Standing standing) {
    Instant clock = clock(instance);
    assertThat(run.due()).isBeforeOrEqualTo(clock).isAfterOrEqualTo(begin);
    assertThat(standing.running()).isFalse();
    assertThat(paused).isFalse();
    if (run.due().equals(instance.failedDue)) {
      assertThat(now).as("not at once after a failure").isGreaterThanOrEqualTo(instance.restsUntil);
    }
    assertThat(run.caughtUp())
        .isEqualTo(standing.caughtUp().orElse(instance.earliest.isAfter(run.due())));
    // between look and begin the clock may be set
    long drift = random.oneIn(20) ? random.longs(-5000, 5000) : 0;
    if (ledger.begin(run, clock.plusMillis(drift))) {
      assertThat(going).as("one run at a time").isNull();
      assertThat(done).as("in order, each once").allMatch(run.due()::isAfter);
      going = new Going(instance, run, now + random.longs(1, random.oneIn(4) ? HOUR : 5000));
    } else {
      instance.agenda.stumbled(nanos());
    }
    tellAll();
  }

  private void tellAll() {
    for (Instance instance : instances) {
      if (!random.oneIn(4)) {
        instance.wakesAt = Math.min(instance.wakesAt, now + random.longs(1, 50));
      }
    }
  }

  private void finish() {
    Going ended = going;
    going = null;
    boolean succeeded = calm || !random.oneIn(5);
    if (!succeeded) {
      quietSince = now;
      failed++;
    }
    ledger.end(succeeded, begin.plusMillis(now + clockOffset));
    if (ended.instance != null) {
      ended.instance.agenda.started();
      ended.instance.wakesAt = now + 1;
      if (succeeded) {
        done.add(ended.run.due());
        caughtUp += ended.run.caughtUp() ? 1 : 0;
      } else {
        rest(ended.instance, ended.run.due());
      }
    }
    tellAll();
  }

  // at least half of a second that doubles with each failure, up to half an hour
  private void rest(Instance instance, Instant due) {
    long failures = Math.min(ledger.standing(due).failures(), 13);
    instance.failedDue = due;
    instance.restsUntil = now + Math.min(500L << (failures - 1), HOUR / 2);
  }

  private void disturb() {
    switch (random.ints(0, 9)) {
      case 0, 1, 2 -> lose(random.pick(instances));
      case 3 -> instances.forEach(this::lose);
      case 4, 5 -> clockOffset += random.longs(-HOUR, HOUR);
      case 6 -> clockOffset += random.longs(-60 * DAY, 60 * DAY);
      case 7 -> setPaused(!paused);
      default -> runByHand();
    }
  }

  private void setPaused(boolean toBe) {
    paused = toBe;
    ledger.pause(toBe, begin.plusMillis(now + clockOffset));
    tellAll();
  }

  private void lose(Instance instance) {
    if (!instance.isUp()) {
      return;
    }
    instance.agenda = null;
    instance.startsAt = now + random.longs(1, random.oneIn(4) ? 120 * DAY : 2 * HOUR);
    if (going != null && going.instance == instance) {
      going = null;
      failed++;
      ledger.lose();
    }
  }

  private void runByHand() {
    if (ledger.beginManual(begin.plusMillis(now + clockOffset))) {
      assertThat(going).isNull();
      going = new Going(null, null, now + random.longs(1, HOUR));
    }
  }

  /** Where all has been well for hours, what came due hours ago is done. */
  private void requireDone() {
    if (now - quietSince < 5 * HOUR || paused || going != null) {
      return;
    }
    for (Instance instance : instances) {
      Instant due = schedule.latest(clock(instance));
      if (instance.isUp() && due.isBefore(clock(instance).minusMillis(3 * HOUR))) {
        assertThat(ledger.standing(due).isOpen()).as("%s is done", due).isFalse();
      }
    }
  }
}
