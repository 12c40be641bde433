package dev.stillwater.http;

import io.netty.channel.ChannelHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** The one place that reaches into Vert.x for a connection. */
final class Connections {

  private static final String DECODER = "httpDecoder";

  private Connections() {}

  /** Shows a handler what has been decoded, before the server sees it. */
  static void addBehindDecoder(HttpConnection connection, ChannelHandler handler) {
    if (connection instanceof ConnectionBase base) {
      base.channel().pipeline().addAfter(DECODER, null, handler);
    }
  }

  /**
   * Closes a connection at once. The public close first waits until the peer has taken what is
   * still to be sent, which one that does not read never does.
   */
  static void abort(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.fail(new IllegalStateException("the peer is not waited for"));
    } else {
      connection.close();
    }
  }

  /** Whether a peer has not taken all yet that it was sent; to be asked on its event loop. */
  static boolean isSending(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        && base.channel().unsafe().outboundBuffer() != null
        && base.channel().unsafe().outboundBuffer().totalPendingWriteBytes() > 0;
  }
}
