package dev.stillwater.snapshot;

import java.time.YearMonth;

/** Names a snapshot. */
record SnapshotKey(String streamId, YearMonth month) {}
