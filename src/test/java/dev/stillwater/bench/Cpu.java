package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time, which tells more than the clock where others use the machine: of this process
 * (the service and its client) and of a database's sessions, where those are on this Linux machine.
 */
final class Cpu {

  private static final String SESSIONS =
      """
      SELECT pid FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private Cpu() {}

  static double micros(TestDatabase database) {
    return (process() + database.column(SESSIONS).stream().mapToLong(Cpu::session).sum()) / 1e3;
  }

  private static long process() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static long session(String pid) {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc", pid, "schedstat")).split(" ")[0]);
    } catch (IOException notHere) {
      return 0;
    }
  }
}
