package dev.stillwater.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.YearMonth;

/** A whole month as lines, by a service with a small heap, beside the same rows through psql. */
final class ExportBench implements Benchmark {

  private static final String COPY =
      """
      \\copy (SELECT stream_id, month, status, state, captured_at FROM stillwater.stream_snapshot WHERE month = '%1$s-01' ORDER BY stream_id) to stdout
      """;

  private static final String OURS = "Stillwater";
  private static final String PSQL = "psql";

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public void run(BenchServer server) throws Exception {
    try (Snapshots snapshots = Snapshots.filled(server);
        Subject subject = new Subjects(snapshots.database().url()).withCache(OURS, "-Xmx96m")) {
      Markdown.line(Sizes.reads());
      YearMonth month = snapshots.first();
      Rounds rounds =
          new Rounds()
              .add(OURS, () -> perSecond(snapshots, ours(subject, month)))
              .add(PSQL, () -> perSecond(snapshots, psql(snapshots, month)))
              .run(1)
              .again()
              .run(Sizes.rounds());
      print(rounds);
    }
  }

  /** Where the lines of a month come from. */
  private interface Export {

    InputStream open() throws IOException, InterruptedException;
  }

  private Export ours(Subject subject, YearMonth month) {
    URI uri = URI.create("http://127.0.0.1:" + subject.port() + "/api/v1/snapshots?month=" + month);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("accept", "application/x-ndjson").build();
    return () -> {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      return response.body();
    };
  }

  private static Export psql(Snapshots snapshots, YearMonth month) {
    String copy = COPY.formatted(month).strip();
    return () ->
        new ProcessBuilder("psql", "-X", "-q", "-c", copy, snapshots.database().url())
            .start()
            .getInputStream();
  }

  private static double perSecond(Snapshots snapshots, Export export)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long lines = lines(export);
    if (lines != snapshots.streams()) {
      throw new IllegalStateException(lines + " lines");
    }
    return lines / ((System.nanoTime() - start) / 1e9);
  }

  private static long lines(Export export) throws IOException, InterruptedException {
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
