package dev.stillwater.http;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The latest events of runs, in their order, each once. Not thread-safe. */
final class RunEventFeed {

  private final int capacity;
  private final NavigableMap<RunEventId, RunEvent> events = new TreeMap<>();
  private RunEventId newest = RunEventId.NONE;
  private RunEventId forgotten = RunEventId.NONE;

  /** A feed that keeps so many events. */
  RunEventFeed(int capacity) {
    this.capacity = capacity;
  }

  /** Takes an event unless it is a repetition: not newer than the newest one. */
  void add(RunEvent event) {
    if (event.id().compareTo(newest) <= 0) {
      return;
    }
    newest = event.id();
    events.put(newest, event);
    if (events.size() > capacity) {
      forgotten = events.pollFirstEntry().getKey();
    }
  }

  /** The id of the newest event there has been. */
  RunEventId newest() {
    return newest;
  }

  /** The first event after an id, of those that are kept. */
  Optional<RunEvent> after(RunEventId id) {
    return Optional.ofNullable(events.higherEntry(id)).map(NavigableMap.Entry::getValue);
  }

  /** Whether an event after an id is kept no more. */
  boolean hasLost(RunEventId id) {
    return id.compareTo(forgotten) < 0;
  }
}
