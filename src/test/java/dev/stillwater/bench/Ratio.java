package dev.stillwater.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What was measured in each round, in order of size. */
record Ratio(List<Double> values) {

  private static final int RESAMPLES = 4000;

  Ratio {
    values = values.stream().sorted().toList();
  }

  /** The ratio of two measurements, round by round: what slows a round down slows both. */
  static Ratio paired(List<Double> of, List<Double> to) {
    return new Ratio(
        IntStream.range(0, of.size()).mapToObj(round -> of.get(round) / to.get(round)).toList());
  }

  /** The middle 95% of the medians of what might as well have been measured (bootstrap). */
  Interval interval() {
    Random random = new Random(values.size());
    double[] medians =
        DoubleStream.generate(() -> resampled(random).median()).limit(RESAMPLES).sorted().toArray();
    return new Interval(medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private Ratio resampled(Random random) {
    return new Ratio(random.ints(values.size(), 0, values.size()).mapToObj(values::get).toList());
  }

  /** Where a figure lies, most likely. */
  record Interval(double low, double high) {

    boolean contains(double value) {
      return low <= value && value <= high;
    }
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
