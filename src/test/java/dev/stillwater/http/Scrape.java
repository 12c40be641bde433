package dev.stillwater.http;

import dev.stillwater.testing.TestService;
import java.util.stream.Stream;

/** What a service tells Prometheus, asked for anew each time. */
record Scrape(TestService service) {

  /** The lines of a metric, with whatever labels. */
  Stream<String> series(String metric) {
    return lines().filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
  }

  /** The value of a series, 0 where there is none yet. */
  double value(String series) {
    return lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(Scrape::valueOf)
        .findFirst()
        .orElse(0);
  }

  /** The sum of a metric over the series that have a label. */
  double sum(String metric, String label) {
    return series(metric).filter(line -> line.contains(label)).mapToDouble(Scrape::valueOf).sum();
  }

  private Stream<String> lines() {
    return service.get("/metrics").body().lines();
  }

  private static double valueOf(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
