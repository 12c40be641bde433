package dev.stillwater.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the ledger, in memory. */
final class SimulatedLedger implements Ledger {

  private enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  private static final class Run {
    private final Instant due;
    private final boolean caughtUp;
    private final Instant startedAt;
    private Status status = Status.RUNNING;
    private boolean lost;
    private long id;

    private Run(Instant due, boolean caughtUp, Instant startedAt) {
      this.due = due;
      this.caughtUp = caughtUp;
      this.startedAt = startedAt;
    }

    private Instant counts() {
      return due != null && due.isAfter(startedAt) ? due : startedAt;
    }
  }

  private final List<Run> runs = new ArrayList<>();
  private final Map<Instant, List<Run>> forDue = new HashMap<>();
  private Instant installedAt;
  private Optional<Instant> pausedAt = Optional.empty();
  private Optional<Instant> lastSuccess = Optional.empty();

  @Override
  public void install(Instant at) {
    installedAt = at;
  }

  @Override
  public void endDead(Instant now) {
    running().filter(run -> run.lost).ifPresent(run -> run.status = Status.FAILED);
  }

  private Optional<Run> running() {
    return runs.isEmpty() || last().status != Status.RUNNING
        ? Optional.empty()
        : Optional.of(last());
  }

  private Run last() {
    return runs.get(runs.size() - 1);
  }

  @Override
  public Standing standing(Instant due) {
    long failures = 0;
    long lastFailure = 0;
    Optional<Boolean> caughtUp = Optional.empty();
    for (Run run : forDue.getOrDefault(due, List.of())) {
      caughtUp = caughtUp.isPresent() ? caughtUp : Optional.of(run.caughtUp);
      if (run.status == Status.FAILED) {
        failures++;
        lastFailure = run.id;
      }
    }
    return new Standing(
        due,
        installedAt,
        pausedAt,
        lastSuccess,
        failures,
        lastFailure,
        false,
        caughtUp,
        running().isPresent());
  }

  @Override
  public boolean begin(DueRun run, Instant startedAt) {
    boolean done = lastSuccess.filter(success -> !success.isBefore(run.due())).isPresent();
    return !done && pausedAt.isEmpty() && begin(new Run(run.due(), run.caughtUp(), startedAt));
  }

  @Override
  public boolean beginManual(Instant startedAt) {
    return begin(new Run(null, false, startedAt));
  }

  private boolean begin(Run run) {
    if (running().isPresent()) {
      return false;
    }
    runs.add(run);
    run.id = runs.size();
    if (run.due != null) {
      forDue.computeIfAbsent(run.due, due -> new ArrayList<>()).add(run);
    }
    return true;
  }

  @Override
  public void end(boolean succeeded, Instant at) {
    Run run = running().orElseThrow();
    run.status = succeeded ? Status.SUCCEEDED : Status.FAILED;
    if (succeeded && lastSuccess.filter(run.counts()::isBefore).isEmpty()) {
      lastSuccess = Optional.of(run.counts());
    }
  }

  @Override
  public void lose() {
    running().orElseThrow().lost = true;
  }

  @Override
  public void pause(boolean paused, Instant at) {
    pausedAt = paused ? Optional.of(at) : Optional.empty();
  }
}
