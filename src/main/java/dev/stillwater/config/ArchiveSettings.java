package dev.stillwater.config;

/**
 * How events move and how the log's months are prepared.
 *
 * @param batchSize how many events one batch moves at most
 * @param wholeMonthsOnly whether a month stays in the log until all of it is old
 * @param monthsAhead how many coming months are created in advance
 */
public record ArchiveSettings(int batchSize, boolean wholeMonthsOnly, int monthsAhead) {

  static ArchiveSettings read(SettingsReader in) {
    return new ArchiveSettings(
        in.integer("archive.batch-size", 5000, 1, 100_000),
        in.bool("archive.whole-months-only", false),
        in.integer("archive.months-ahead", 3, 3, 120));
  }
}
