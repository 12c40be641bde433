package dev.stillwater.stream;

import java.util.List;

/** Events of one request, read and checked but not yet written: all of them will be, or none. */
public record NewEvents(List<NewEvent> events) {

  public NewEvents {
    events = List.copyOf(events);
  }
}
