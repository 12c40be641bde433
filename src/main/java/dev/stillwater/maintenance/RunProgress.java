package dev.stillwater.maintenance;

import dev.stillwater.maintenance.ProgressStore.Sizes;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;

/** Keeps count of what a run does. Safe for use on any thread; it tells what was a moment ago. */
final class RunProgress {

  private final ProgressStore store = new ProgressStore();
  private Pace pace = new Pace();
  private Optional<Phase> phase = Optional.empty();
  private Optional<Sizes> capturing = Optional.empty();
  private long streamsDone;
  private long streamsTotal;
  private long monthsDone;
  private long monthsTotal;
  private long events;
  private long eventsTotal;

  /** A capture begins. */
  synchronized void captures(Sizes sizes) {
    capturing = Optional.of(sizes);
    streamsTotal = sizes.streams();
  }

  /** The capture is done. */
  synchronized void captured(long streams) {
    capturing = Optional.empty();
    streamsDone = streams;
    streamsTotal = streams;
  }

  synchronized void begin(Phase next) {
    phase = Optional.of(next);
    pace = new Pace();
    pace.note(System.nanoTime(), 0);
  }

  /** Tells how much there is to move. */
  synchronized void planned(long months, long estimatedEvents) {
    monthsTotal = months;
    eventsTotal = estimatedEvents;
  }

  synchronized void moved(long movedEvents) {
    events += movedEvents;
  }

  synchronized void monthDone() {
    monthsDone++;
  }

  /** Looks how far it has come. */
  Future<Progress> look(SqlClient client) {
    return capturing()
        .map(sizes -> store.snapshotBytes(client).map(sizes::captured).map(this::grown))
        .orElseGet(() -> Future.succeededFuture(now()));
  }

  private synchronized Optional<Sizes> capturing() {
    return capturing;
  }

  private synchronized Progress grown(long streams) {
    if (capturing.isPresent()) {
      streamsDone = Math.max(streamsDone, Math.min(streams, streamsTotal));
    }
    return now();
  }

  private synchronized Progress now() {
    boolean snapshot = phase.equals(Optional.of(Phase.SNAPSHOT));
    pace.note(System.nanoTime(), snapshot ? streamsDone : events);
    return new Progress(
        phase,
        streamsDone,
        streamsTotal,
        monthsDone,
        monthsTotal,
        pace.perSecond(),
        pace.secondsUntil(snapshot ? streamsTotal : eventsTotal));
  }
}
