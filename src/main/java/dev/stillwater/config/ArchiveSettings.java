package dev.stillwater.config;

/**
 * How events move and how the log's months are prepared.
 *
 * @param batchSize how many events one batch moves at most
 * @param monthsAhead how many coming months are created in advance
 */
public record ArchiveSettings(int batchSize, int monthsAhead) {

  static ArchiveSettings read(SettingsReader in) {
    return new ArchiveSettings(
        in.integer("archive.batch-size", 5000, 1, 100_000),
        in.integer("archive.months-ahead", 3, 3, 120));
  }
}
