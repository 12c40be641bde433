package dev.stillwater.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line: names of benchmarks, separated by commas, or {@code all}. */
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(run(choose(benchmarks(), arguments[0]))); // whatever threads are left
  }

  private static int run(Map<String, Benchmark> chosen) {
    try (BenchServer server = BenchServer.open()) {
      for (Map.Entry<String, Benchmark> benchmark : chosen.entrySet()) {
        System.out.printf("%n%s%n", benchmark.getKey());
        benchmark.getValue().run(server);
      }
      return 0;
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static Map<String, Benchmark> benchmarks() {
    Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
    benchmarks.put("switch", new SwitchBench());
    benchmarks.put("readers", new ReadersBench());
    benchmarks.put("pages", new PagesBench());
    benchmarks.put("months", new MonthsBench());
    benchmarks.put("snapshot", new SnapshotBench());
    benchmarks.put("reads", new ReadsBench());
    benchmarks.put("latency", new LatencyBench());
    benchmarks.put("lists", new ListsBench());
    benchmarks.put("export", new ExportBench());
    benchmarks.put("memory", new MemoryBench());
    benchmarks.put("start", new StartBench());
    return benchmarks;
  }

  private static Map<String, Benchmark> choose(Map<String, Benchmark> all, String names) {
    if (names.equals("all")) {
      return all;
    }
    List<String> wanted = Arrays.asList(names.split(","));
    if (!all.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException("-Dbench takes all, or some of " + all.keySet());
    }
    all.keySet().retainAll(wanted);
    return all;
  }
}
