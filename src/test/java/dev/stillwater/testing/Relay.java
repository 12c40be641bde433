package dev.stillwater.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between the service and its database, and can go silent without hanging up. */
public final class Relay implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
  private final URI database;
  private final NetServer server;
  private volatile boolean away;
  private volatile int outages;

  /** A relay to a database, which has begun to listen. */
  public Relay(TestDatabase database) {
    this.database = URI.create(database.url());
    this.server = TestService.await(vertx.createNetServer().connectHandler(this::relay).listen(0));
  }

  private void relay(NetSocket near) {
    if (away) {
      return;
    }
    near.pause();
    client
        .connect(database.getPort(), database.getHost())
        .onSuccess(far -> join(near, far))
        .onFailure(e -> near.close());
  }

  private void join(NetSocket near, NetSocket far) {
    sockets.addAll(List.of(near, far));
    int born = outages;
    near.handler(bytes -> pass(born, bytes, far)).closeHandler(v -> far.close()).resume();
    far.handler(bytes -> pass(born, bytes, near)).closeHandler(v -> near.close());
  }

  private void pass(int born, Buffer bytes, NetSocket to) {
    if (born == outages) {
      to.write(bytes);
    }
  }

  /** Takes connections from now on, and passes nothing on any more, over whichever. */
  public void swallow() {
    away = true;
    outages = outages + 1;
  }

  /** Passes on what will be connected; what was connected before stays silent. */
  public void recover() {
    away = false;
  }

  /** Passes nothing on any more over what is connected now. */
  public void goSilent() {
    sockets.forEach(NetSocket::pause);
  }

  /** The setting with which the service comes this way. */
  public String setting() {
    String url = database.toString();
    return "database.url="
        + url.replace(":" + database.getPort() + "/", ":" + server.actualPort() + "/")
            .replace("@" + database.getHost(), "@127.0.0.1");
  }

  @Override
  public void close() {
    TestService.await(vertx.close());
  }
}
