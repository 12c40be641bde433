package dev.stillwater.bench;

/** What a server did in a while, and what it cost. */
record Slice(long answers, double seconds, CpuTime.Reading cpu) {

  double perSecond() {
    return answers / seconds;
  }

  double serverMicros() {
    return cpu.serverNanos() / 1e3 / answers;
  }

  double databaseMicros() {
    return cpu.databaseNanos() / 1e3 / answers;
  }

  double micros() {
    return serverMicros() + databaseMicros();
  }
}
