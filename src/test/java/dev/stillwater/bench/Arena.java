package dev.stillwater.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;

/**
 * Servers over the same snapshots, of which one at a time runs: checked, warmed up, and then
 * measured by turns.
 */
final class Arena implements AutoCloseable {

  private static final int LONGEST_WARM_UP = 30;
  private static final int SHORTEST_WARM_UP = 15;
  private static final double STABLE = 1.02;

  private final Load load = Load.start();
  private final CpuTime cpu;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Rounds rounds = new Rounds();

  Arena(Snapshots snapshots) throws Exception {
    this.cpu = new CpuTime(snapshots.database());
  }

  /** Takes a server in that has just been started. */
  void add(Subject subject, Keys asked, BiPredicate<String, String> right) throws Exception {
    subjects.put(subject.name(), subject);
    Answers.check(subject, asked, right);
    warmUp(subject, asked);
    subject.stop();
    rounds.add(subject.name(), () -> measure(subject, asked));
  }

  /** Takes something in that is no server of ours. */
  void add(String name, Callable<Double> work) {
    rounds.add(name, work);
  }

  private void warmUp(Subject subject, Keys asked) throws Exception {
    double best = 0;
    for (int i = 0; i < LONGEST_WARM_UP; i++) {
      double now = load.peak(subject, asked, 1000, cpu).perSecond();
      if (i >= SHORTEST_WARM_UP && now < best * STABLE) {
        return;
      }
      best = Math.max(best, now);
    }
  }

  private double measure(Subject subject, Keys asked) throws Exception {
    subject.resume();
    Slice slice = load.peak(subject, asked, Sizes.readSliceMillis(), cpu);
    subject.stop();
    rounds.note(cpu(subject.name()), slice.micros());
    rounds.note(server(subject.name()), slice.serverMicros());
    rounds.note(subject.name() + " database", slice.databaseMicros());
    return slice.perSecond();
  }

  static String cpu(String name) {
    return name + " CPU";
  }

  static String server(String name) {
    return name + " server";
  }

  Rounds run() throws Exception {
    return rounds.run(Sizes.rounds());
  }

  /** A line for each server: how much it did and what a request cost. */
  void printSubjects() throws Exception {
    Markdown.head(
        "server", "requests/s", "CPU µs/request", "of these the server", "of these PostgreSQL");
    for (String name : subjects.keySet()) {
      Markdown.row(
          name,
          rounds.of(name).median(),
          rounds.of(cpu(name)).median(),
          rounds.of(server(name)).median(),
          rounds.of(name + " database").median());
    }
  }

  Subject subject(String name) {
    return subjects.get(name);
  }

  Map<String, Subject> subjects() {
    return subjects;
  }

  Load load() {
    return load;
  }

  @Override
  public void close() throws Exception {
    subjects.values().forEach(Subject::close);
    load.close();
    cpu.close();
  }
}
