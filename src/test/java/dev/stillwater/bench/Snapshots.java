package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A database with the snapshots of many streams, of the months that ended last. */
record Snapshots(TestDatabase database, int streams, YearMonth first, int months)
    implements AutoCloseable {

  private static final String STREAMS =
      """
      INSERT INTO stillwater.stream (stream_id, state)
      SELECT 'stream-' || s, jsonb_build_object(
        'amount', jsonb_build_object('total', round(s * 1.01, 2), 'currency', 'EUR', 'tax', round(s * 0.19, 2)),
        'customer', 'customer-' || s %% 9973, 'status', 'settled', 'items', s %% 17, 'method', 'card',
        'reference', substr(md5(s::text), 1, 24))
      FROM generate_series(1, %d) AS s
      """;

  private static final String MONTH =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
      SELECT stream_id, '%1$s'::date, status,
             to_json(jsonb_set(state, '{items}', to_jsonb(%2$d))), '%1$s'::date + interval '1 hour'
      FROM stillwater.stream
      ORDER BY stream_id
      """;

  static Snapshots filled(BenchServer server) {
    int months = Sizes.readMonths();
    YearMonth first = YearMonth.now(ZoneOffset.UTC).minusMonths(months);
    TestDatabase database = server.create();
    TestService.start(database, InstantSource.system()).close(); // migrates
    database.execute(STREAMS.formatted(Sizes.readStreams()));
    for (int month = 0; month < months; month++) {
      database.execute(MONTH.formatted(first.plusMonths(month).atDay(1), month));
    }
    database.execute("VACUUM (FREEZE, ANALYZE)");
    database.execute("CHECKPOINT");
    return new Snapshots(database, Sizes.readStreams(), first, months);
  }

  Keys keys(String path, int count) {
    return new Keys(path, streams, first.toString(), months, count, Sizes.seed());
  }

  /** The state as it is stored. */
  String state(String streamId, String month) {
    return database
        .column(
            "SELECT state FROM stillwater.stream_snapshot WHERE stream_id = '%s' AND month = '%s-01'"
                .formatted(streamId, month))
        .get(0);
  }

  @Override
  public void close() {
    database.close();
  }
}
