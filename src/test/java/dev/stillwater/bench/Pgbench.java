package dev.stillwater.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark with the statement of a point read: no server in between. */
final class Pgbench {

  private static final String READ =
      """
      \\set s random(1, %1$d)
      \\set m random(0, %2$d - 1)
      SELECT month, status, state::text AS state, captured_at FROM stillwater.stream_snapshot
        WHERE stream_id = 'stream-' || :s::text AND month = ('%3$s-01'::date + make_interval(months => :m::int))::date;
      """;

  private static final Pattern PER_SECOND = Pattern.compile("tps = ([0-9.]+)");

  private final Snapshots snapshots;
  private final int together;
  private final Path script = Files.createTempFile("bench", ".sql");

  /** Reads that many in a pipeline; 1 is none. */
  Pgbench(Snapshots snapshots, int together) throws IOException {
    this.snapshots = snapshots;
    this.together = together;
    String read = READ.formatted(snapshots.streams(), snapshots.months(), snapshots.first());
    String many = "\\startpipeline\n" + read.repeat(together) + "\\endpipeline\n";
    Files.writeString(script, together == 1 ? read : many);
    script.toFile().deleteOnExit();
  }

  static boolean installed() throws InterruptedException {
    return Programs.installed("pgbench");
  }

  double perSecond() throws IOException, InterruptedException {
    int clients = Math.max(1, Sizes.connections() / together);
    int seconds = Math.max(1, Sizes.readSliceMillis() / 1000);
    String arguments = "-n -M prepared -c %d -j 1 -T %d -f".formatted(clients, seconds);
    Process process =
        new ProcessBuilder(
                ("pgbench " + arguments + " " + script + " " + snapshots.database().url())
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    Matcher line = PER_SECOND.matcher(printed);
    if (process.waitFor() != 0 || !line.find()) {
      throw new IllegalStateException(printed);
    }
    return Double.parseDouble(line.group(1)) * together;
  }
}
