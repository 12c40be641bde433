package dev.stillwater.client;

import java.io.IOException;

/**
 * What a run has done so far.
 *
 * @param eventsEstimated how many of the events archived are an estimate that is yet to be counted
 * @param lateEvents how many of the events archived came after others of their time had been
 * @param eventsRestored an estimate where a large month changed tables
 */
public record RunCounts(
    long streamsTotal,
    long snapshotsCreated,
    long snapshotsRefreshed,
    long snapshotsUnchanged,
    long eventsArchived,
    long eventsEstimated,
    long lateEvents,
    long monthsArchived,
    long eventsRestored) {

  static RunCounts of(Answer answer) throws IOException {
    return new RunCounts(
        answer.number("streamsTotal"),
        answer.number("snapshotsCreated"),
        answer.number("snapshotsRefreshed"),
        answer.number("snapshotsUnchanged"),
        answer.number("eventsArchived"),
        answer.number("eventsEstimated"),
        answer.number("lateEvents"),
        answer.number("monthsArchived"),
        answer.number("eventsRestored"));
  }
}
