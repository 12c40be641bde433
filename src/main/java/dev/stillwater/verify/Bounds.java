package dev.stillwater.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * A partition and what it takes.
 *
 * @param lower inclusive; empty where it takes all that is older
 * @param upper exclusive; empty for a DEFAULT partition, and where there is no end
 */
record Bounds(String name, Optional<Instant> lower, Optional<Instant> upper) {}
