package dev.stillwater.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What was measured in each round, in order of size. */
record Ratio(List<Double> values) {

  Ratio {
    values = values.stream().sorted().toList();
  }

  /** The ratio of two measurements, round by round: what slows a round down slows both. */
  static Ratio paired(List<Double> of, List<Double> to) {
    return new Ratio(
        IntStream.range(0, of.size()).mapToObj(round -> of.get(round) / to.get(round)).toList());
  }

  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  double min() {
    return values.get(0);
  }

  double max() {
    return values.get(values.size() - 1);
  }
}
