package dev.stillwater.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({DatabaseExtension.class, VertxExtension.class})
class TestDatabaseIT {

  private final TestDatabase database;

  TestDatabaseIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void isOnePerClass(TestDatabase same) {
    assertThat(same).isSameAs(database);
  }

  @Test
  void isRealRoomyAndNotInUtc() {
    assertThat(database.count("SHOW server_version_num")).isGreaterThanOrEqualTo(150_000);
    assertThat(database.count("SHOW max_connections")).isGreaterThanOrEqualTo(200);
    assertThat(database.column("SHOW server_encoding")).containsExactly("UTF8");
    assertThat(database.column("SHOW timezone")).containsExactly("Australia/Lord_Howe");
  }

  @Test
  void itsUrlLeadsToSessionsThatAreNotInUtc(Vertx vertx, VertxTestContext context) {
    PgConnection.connect(vertx, PgConnectOptions.fromUri(database.url()))
        .compose(connection -> connection.query("SHOW timezone").execute())
        .onComplete(
            context.succeeding(
                rows ->
                    context.verify(
                        () -> {
                          assertThat(rows.iterator().next().getString(0))
                              .isEqualTo("Australia/Lord_Howe");
                          context.completeNow();
                        })));
  }

  @Test
  void isFreshAndGoneAfterwardsWhoeverIsConnected() throws SQLException {
    TestDatabase other = TestDatabase.create();
    other.execute("CREATE TABLE t AS SELECT generate_series(1, 3) AS n");
    assertThat(other.column("SELECT n FROM t ORDER BY n")).containsExactly("1", "2", "3");
    assertThat(database.count("SELECT count(*) FROM pg_tables WHERE tablename = 't'")).isZero();
    try (Connection connection = other.connect()) {
      other.close();
      assertThat(connection.isValid(5)).isFalse();
    }
    assertThatThrownBy(other::connect).isInstanceOf(SQLException.class);
  }
}
