package dev.stillwater.archive;

import io.vertx.sqlclient.Row;

/**
 * How many events a partition holds.
 *
 * @param exact whether they were counted; else it is an estimate
 */
record RowCount(long events, boolean exact) {

  static final RowCount NONE = new RowCount(0, true);

  static RowCount of(Row row) {
    return new RowCount(row.getLong("events"), row.getBoolean("exact"));
  }
}
