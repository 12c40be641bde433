package dev.stillwater.snapshot;

import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One number of a state over four months; texts are compared, nothing is parsed. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class TrendIT {

  private static final String PATH = "/api/v1/snapshots/account/trend";

  private final SettableClock clock = new SettableClock(Instant.parse("2025-11-01T02:00:00Z"));
  private final TestDatabase database;
  private final TestService service;

  TrendIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock);
  }

  @BeforeAll
  void captureMonths() {
    capture("2025-11", "{'amount':{'total':12.50},'list':[1,{'n':2}],'0':7,'x':1}");
    capture("2025-12", "{'amount':{'total':170141183460469231731687303715884105727},'list':[]}");
    capture("2026-01", "{'amount':{'total':'12.50'},'list':{'1':{'n':3}},'x':null}");
    capture("2026-03", "{'amount':{'total':-0.12345678901234567890},'list':[0],'x':[1],'a b':1e2}");
  }

  private void capture(String month, String state) {
    clock.set(Instant.parse(month + "-01T02:00:00Z"));
    service.put("/api/v1/streams/account", "{\"state\":" + state.replace('\'', '"') + "}");
    assertThat(service.maintain().status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void tellsEachMonthOldestFirstWithAllDigits() {
    assertThat(service.get(PATH + "?field=amount.total").body())
        .isEqualTo(
            "{\"streamId\":\"account\",\"field\":\"amount.total\",\"points\":["
                + "{\"month\":\"2025-11\",\"value\":12.50},"
                + "{\"month\":\"2025-12\",\"value\":170141183460469231731687303715884105727},"
                + "{\"month\":\"2026-01\",\"value\":null},"
                + "{\"month\":\"2026-03\",\"value\":-0.12345678901234567890}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount       | null null null null",
        "list.0       | 1 null null 0",
        "list.1.n     | 2 null 3 null",
        "list.2       | null null null null",
        "list.99999999999999999999 | null null null null",
        "0            | 7 null null null",
        "x            | 1 null null null",
        "a b          | null null null 100",
        "$.amount     | null null null null",
        "{amount      | null null null null",
      })
  void anythingButANumberIsNull(String field, String expected) {
    assertThat(values("field=" + encode(field))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=2025-12            | 2025-12 2026-01 2026-03",
        "to=2025-12              | 2025-11 2025-12",
        "from=2025-12&to=2026-01 | 2025-12 2026-01",
        "from=2026-02&to=2026-02 | ''",
        "from=2026-03&to=2025-11 | ''",
        "from=0000-01&to=9999-12 | 2025-11 2025-12 2026-01 2026-03",
        "limit=2                 | 2026-01 2026-03",
        "limit=2&to=2026-01      | 2025-12 2026-01",
      })
  void boundsAreInclusiveAndTheNewestAreKept(String query, String expected) {
    assertThat(told("month", "field=x&" + query)).isEqualTo(expected);
  }

  @Test
  void has1000MonthsUnlessToldOtherwise() {
    database.execute(
        """
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        SELECT 'old', (date '1900-01-01' + make_interval(months => i))::date, 'ACTIVE', '{"n": 1}'
        FROM generate_series(0, 1000) i
        """);
    var points = service.get("/api/v1/snapshots/old/trend?field=n").list("points");
    assertThat(points).hasSize(1000);
    assertThat(points.get(0).getString("month")).isEqualTo("1900-02");
  }

  @Test
  void unknownStreamHasNoPoints() {
    assertThat(service.get("/api/v1/snapshots/nobody/trend?field=n").body())
        .isEqualTo("{\"streamId\":\"nobody\",\"field\":\"n\",\"points\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "field,?limit=1",
    "field,?field=",
    "field,?field=a..b",
    "field,?field=%00",
    "field,?field=a&field=b",
    "from,?field=a&from=2026",
    "to,?field=a&to=2026-13",
    "limit,?field=a&limit=0",
    "limit,?field=a&limit=1001",
    "before,?field=a&before=2026-01",
    "streamId,?field=a&streamId=account",
  })
  void otherParametersAreRefused(String field, String query) {
    JsonObject problem = service.get(PATH + query).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
  }

  private String values(String query) {
    return told("value", query);
  }

  private String told(String member, String query) {
    return String.join(
        " ",
        service.get(PATH + "?" + query).list("points").stream()
            .map(point -> String.valueOf(point.getValue(member)))
            .toList());
  }
}
