package dev.stillwater.archive;

import java.util.Objects;
import java.util.Optional;

/**
 * What archiving does with one partition of the log.
 *
 * @param reason why it does not change tables as a whole, where it does not
 */
record ArchiveStep(Partition source, How how, Optional<String> reason) {

  ArchiveStep {
    Objects.requireNonNull(source, "source");
  }

  static ArchiveStep of(Partition source, How how) {
    return new ArchiveStep(source, how, Optional.empty());
  }

  static ArchiveStep of(Partition source, How how, String reason) {
    return new ArchiveStep(source, how, Optional.of(reason));
  }

  /** What must be mended before it can be done. */
  Optional<String> fault() {
    return how == How.SWITCH
        ? source
            .fault()
            .map(fault -> "the month " + source.name() + " cannot be archived: " + fault)
        : Optional.empty();
  }
}
