package dev.stillwater.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.YearMonth;

/**
 * A whole month as lines through curl, by a service with a small heap, beside the same rows through
 * psql.
 */
final class ExportBench implements Benchmark {

  private static final String COPY =
      """
      \\copy (SELECT stream_id, month, status, state, captured_at FROM stillwater.stream_snapshot WHERE month = '%1$s-01' ORDER BY stream_id) to stdout
      """;

  private static final int WARM_UP = 10;
  private static final String OURS = "Stillwater";
  private static final String PSQL = "psql";

  @Override
  public void run(BenchServer server) throws Exception {
    if (!Programs.installed(Programs.psql()) || !Programs.installed("curl")) {
      Markdown.line("left out: it takes psql and curl");
      return;
    }
    try (Snapshots snapshots = Snapshots.filled(server);
        Subject subject = new Subjects(snapshots.database().url()).withCache(OURS, "-Xmx96m")) {
      Markdown.line(Sizes.reads());
      YearMonth month = snapshots.first();
      Rounds rounds =
          new Rounds()
              .add(OURS, () -> perSecond(snapshots, ours(subject, month)))
              .add(PSQL, () -> perSecond(snapshots, psql(snapshots, month)))
              .run(WARM_UP)
              .again()
              .run(Sizes.rounds());
      print(rounds);
    }
  }

  /** Where the lines of a month come from. */
  private interface Export {

    InputStream open() throws IOException;
  }

  private static Export ours(Subject subject, YearMonth month) {
    String url = "http://127.0.0.1:" + subject.port() + "/api/v1/snapshots?month=" + month;
    return printed("curl", "-sS", "-H", "accept: application/x-ndjson", url);
  }

  private static Export psql(Snapshots snapshots, YearMonth month) throws IOException {
    String copy = COPY.formatted(month).strip();
    return printed(Programs.psql(), "-X", "-q", "-c", copy, snapshots.database().url());
  }

  // both by a program of its own, so that it is not the client in here that is measured
  private static Export printed(String... command) {
    return () ->
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start().getInputStream();
  }

  private static double perSecond(Snapshots snapshots, Export export) throws IOException {
    long start = System.nanoTime();
    long lines = lines(export);
    if (lines != snapshots.streams()) {
      throw new IllegalStateException(lines + " lines");
    }
    return lines / ((System.nanoTime() - start) / 1e9);
  }

  private static long lines(Export export) throws IOException {
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = export.open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private static void print(Rounds rounds) throws IOException {
    Markdown.ratios("rows per second");
    Markdown.atLeast("export to \\copy", rounds.ratio(OURS, PSQL), 0.5);
    Markdown.head("", "rows/s");
    Markdown.row(OURS, rounds.of(OURS).median());
    Markdown.row(PSQL, rounds.of(PSQL).median());
  }
}
