package dev.stillwater.bench;

/** Measures one thing and prints a table of it. */
interface Benchmark {

  void run(BenchServer server) throws Exception;
}
