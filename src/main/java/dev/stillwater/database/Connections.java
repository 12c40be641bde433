package dev.stillwater.database;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/** The one place that reaches into the client for a connection. */
final class Connections {

  private Connections() {}

  /**
   * Ends a connection at once, also one of a pool. The public close waits for what is under way,
   * and gives one of a pool back.
   */
  static void breakOff(SqlConnection connection) {
    // what a pool has put around it, and it
    Connection own = ((SqlConnectionInternal) connection).unwrap().unwrap();
    ((SocketConnectionBase) own).socket().close();
  }
}
