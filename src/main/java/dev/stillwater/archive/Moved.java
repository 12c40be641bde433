package dev.stillwater.archive;

/**
 * What one transaction moved into the archive.
 *
 * @param events all of them
 * @param estimated how many of these are an estimate
 * @param late how many of these are older than what had been archived before the run
 * @param months how many months they are of that the run has not counted yet
 */
public record Moved(long events, long estimated, long late, int months) {

  static Moved month(RowCount count) {
    return new Moved(count.events(), count.exact() ? 0 : count.events(), 0, 1);
  }
}
