package dev.stillwater.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Measurements taken turn by turn, in another order each round, so that a noisy minute is
 * everybody's.
 */
final class Rounds {

  private final Map<String, Callable<Double>> works = new LinkedHashMap<>();
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  /** Adds what answers a figure each time it is called. */
  Rounds add(String name, Callable<Double> work) {
    works.put(name, work);
    measured.put(name, new ArrayList<>());
    return this;
  }

  /** Notes a further figure of the present round. */
  void note(String name, double value) {
    measured.computeIfAbsent(name, further -> new ArrayList<>()).add(value);
  }

  Rounds run(int rounds) throws Exception {
    Random random = new Random(Sizes.seed());
    List<String> order = new ArrayList<>(works.keySet());
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (String name : order) {
        measured.get(name).add(works.get(name).call());
      }
    }
    return this;
  }

  /** Forgets the figures, which were for warming up. */
  Rounds again() {
    measured.values().forEach(List::clear);
    return this;
  }

  Ratio of(String name) {
    return new Ratio(measured.get(name));
  }

  Ratio ratio(String of, String to) {
    return Ratio.paired(measured.get(of), measured.get(to));
  }
}
