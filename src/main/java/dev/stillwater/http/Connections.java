package dev.stillwater.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** The one place that reaches into Vert.x for a connection. */
final class Connections {

  private Connections() {}

  /**
   * Closes a connection at once. The public close first waits until the peer has taken what is
   * still to be sent, which one that does not read never does.
   */
  static void abort(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.fail(new IllegalStateException("the peer does not read"));
    } else {
      connection.close();
    }
  }
}
