package dev.stillwater.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;

/** What Stillwater holds after ten years. */
final class TenYears {

  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  /** One with events and a snapshot in every month. */
  static final String STREAM = "stream-001";

  private static final String STREAMS =
      """
      INSERT INTO stillwater.stream (stream_id, status, state, created_at)
      SELECT 'stream-' || lpad(n::text, 3, '0'), (ARRAY['ACTIVE', 'ACTIVE', 'PAUSED', 'COMPLETED'])[n % 4 + 1],
             jsonb_build_object('balance', n * 12.5, 'open', n % 9, 'owner', jsonb_build_object('name', 'Owner ' || n)),
             timestamptz '2016-12-01 00:00:00+00'
      FROM generate_series(1, 300) AS n
      """;

  // fewer and fewer events, the longer ago
  private static final String EVENTS =
      """
      INSERT INTO stillwater.event_log (stream_id, event_type, payload, occurred_at)
      SELECT 'stream-' || lpad((1 + n % least(300, 20 + 2 * m))::text, 3, '0'),
             (ARRAY['opened', 'payment.requested', 'payment.settled', 'closed'])[n % 4 + 1],
             jsonb_build_object('amount', n * 1.25, 'currency', 'EUR', 'note', repeat('x', n % 40)),
             timestamptz '2016-12-01 00:00:00+00' + make_interval(months => m, hours => n % 660, secs => n)
      FROM generate_series(0, 119) AS m, generate_series(1, 60 + 2 * m) AS n
      WHERE timestamptz '2016-12-01 00:00:00+00' + make_interval(months => m, hours => n % 660, secs => n) < timestamptz '2026-11-23 00:00:00+00'
      """;

  private static final String SNAPSHOTS =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
      SELECT 'stream-' || lpad(n::text, 3, '0'), month::date, CASE WHEN n % 5 = 0 THEN 'PAUSED' ELSE 'ACTIVE' END,
             json_build_object('balance', round((1000 + n * 10 + 400 * sin(n + extract(epoch FROM month) / 2e7))::numeric, 2),
                               'open', (n + extract(month FROM month))::int % 9),
             month + interval '2 hours'
      FROM generate_series(1, 300) AS n,
           generate_series(timestamp '2016-12-01', timestamp '2026-10-01', interval '1 month') AS month
      """;

  private static final String RUNS =
      """
      INSERT INTO stillwater.maintenance_run (trigger, kind, month, status, instance, backend_start, started_at, finished_at, cutoff,
        streams_total, snapshots_created, snapshots_refreshed, events_archived, months_archived, late_events, error)
      SELECT (ARRAY['SCHEDULE', 'SCHEDULE', 'MANUAL', 'CATCH_UP', 'CLI', 'EVENT_BUS'])[n % 6 + 1],
             (ARRAY['FULL', 'FULL', 'SNAPSHOT', 'ARCHIVE', 'RESTORE'])[n % 5 + 1],
             date_trunc('month', at)::date, status, 'node-' || n % 3 || '@stillwater', at, at,
             at + make_interval(secs => 3 + n * 7 % 400), at - interval '3 months',
             300, n % 300, n % 7, CASE status WHEN 'SUCCEEDED' THEN n * 1000 ELSE 0 END, n % 3, n % 11,
             CASE status WHEN 'FAILED' THEN 'the month 2026-0' || 1 + n % 9 || ' has no valid CHECK of its bounds any more, and would be scanned under a lock' END
      FROM generate_series(1, 200) AS n,
           LATERAL (SELECT timestamptz '2026-11-20 02:00:00+00' - make_interval(days => (200 - n) * 18) AS at,
                           CASE WHEN n % 13 = 0 THEN 'FAILED' WHEN n % 17 = 0 THEN 'CANCELLED' ELSE 'SUCCEEDED' END AS status) AS run
      """;

  private static final String LATE =
      """
      INSERT INTO stillwater.event_log (stream_id, event_type, occurred_at)
      SELECT 'stream-001', 'late', timestamptz '2024-03-05 00:00:00+00' + make_interval(days => 40 * n) FROM generate_series(1, 9) AS n
      """;

  private TenYears() {}

  /** Fills an empty database, and archives what is old; two months are held. */
  static void fill(TestDatabase database, TestService service) {
    for (String sql : new String[] {STREAMS, EVENTS, SNAPSHOTS, RUNS}) {
      database.execute(sql);
    }
    service.maintain();
    awaitEnd(service);
    for (String month : new String[] {"2025-02", "2025-06"}) {
      String path = "/api/v1/archive/" + month + "/restore";
      service.send(service.request(path).POST(BodyPublishers.noBody()));
      awaitEnd(service);
    }
    database.execute(LATE);
    database.execute("ANALYZE");
  }

  // on a busy machine it takes longer than a request waits
  private static void awaitEnd(TestService service) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> maintenance(service).getValue("running") == null);
    assertThat(maintenance(service).getJsonObject("lastRun").getString("status"))
        .isEqualTo("SUCCEEDED");
  }

  private static JsonObject maintenance(TestService service) {
    return service.get("/api/v1/maintenance").json();
  }

  static long failedRun(TestDatabase database) {
    return database.count(
        "SELECT max(run_id) FROM stillwater.maintenance_run WHERE status = 'FAILED'");
  }
}
