package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Which reads are asked once more. */
class SqlErrorsTest {

  @Test
  void connectionThatWasClosedOrResetIsLost() {
    assertThat(ClosedConnectionException.INSTANCE).matches(SqlErrors::isLostConnection);
    assertThat(new VertxException("not active")).matches(SqlErrors::isLostConnection);
    assertThat(new IOException("Connection reset by peer")).matches(SqlErrors::isLostConnection);
    assertThat(pg("57P01")).matches(SqlErrors::isLostConnection);
  }

  @Test
  void planThatIsStaleIsLostWithItsConnection() {
    assertThat(pg("0A000")).matches(SqlErrors::isLostConnection);
    assertThat(pg("26000")).matches(SqlErrors::isLostConnection);
  }

  @Test
  void connectionThatCouldNotBeMadeIsNotLost() {
    assertThat(new ConnectException("refused")).matches(e -> !SqlErrors.isLostConnection(e));
    assertThat(new TimeoutException()).matches(e -> !SqlErrors.isLostConnection(e));
    assertThat(pg("53300")).matches(e -> !SqlErrors.isLostConnection(e));
  }

  private static PgException pg(String state) {
    return new PgException("text", "FATAL", state, "detail");
  }
}
