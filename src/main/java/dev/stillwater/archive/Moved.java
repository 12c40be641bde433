package dev.stillwater.archive;

import java.util.Optional;

/**
 * What one transaction moved into the archive.
 *
 * @param events all of them
 * @param estimated how many of these are an estimate
 * @param late how many of these are older than what had been archived before the run
 * @param months how many months they are of that the run has not counted yet
 */
public record Moved(long events, long estimated, long late, int months) {

  /**
   * A month that has changed tables.
   *
   * @param counted how many events it holds, where they are few
   */
  static Moved month(Optional<Long> counted, RowCount estimate) {
    long events = counted.orElse(estimate.events());
    return new Moved(events, counted.isPresent() ? 0 : events, 0, 1);
  }
}
