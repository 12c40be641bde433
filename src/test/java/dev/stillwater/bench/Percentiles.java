package dev.stillwater.bench;

import java.util.List;

/** Times in order: few enough to be kept one by one, so that none is rounded. */
record Percentiles(List<Long> nanos) {

  Percentiles {
    nanos = nanos.stream().sorted().toList();
  }

  /** The time in milliseconds that this share of them does not exceed. */
  double at(double share) {
    int index = (int) Math.ceil(share * nanos.size()) - 1;
    return nanos.get(Math.max(0, index)) / 1e6;
  }
}
