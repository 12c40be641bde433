package dev.stillwater.schedule;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, once an hour, of a run that did not happen. Not thread-safe. */
final class OverdueAlarm {

  private static final Logger log = LoggerFactory.getLogger(OverdueAlarm.class);
  private static final long PERIOD = Duration.ofHours(1).toNanos();

  private boolean raised;
  private long raisedAt;

  /**
   * Looks at the schedule; answers whether it told the log.
   *
   * @param nanos a stopwatch
   */
  boolean look(ScheduleState state, long nanos) {
    if (state.overdueSince().isEmpty()) {
      raised = false;
      return false;
    }
    if (raised && nanos - raisedAt < PERIOD) {
      return false;
    }
    raised = true;
    raisedAt = nanos;
    log.error(
        "snapshot maintenance due at {} has not been done; the last that succeeded started at {};"
            + " the schedule is {}",
        state.overdueSince().get(),
        state.lastSuccess().map(Object::toString).orElse("no time"),
        state.pausedAt().isPresent() ? "paused" : state.enabled() ? "on" : "off here");
    return true;
  }
}
