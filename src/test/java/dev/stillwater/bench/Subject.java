package dev.stillwater.bench;

import java.io.IOException;

/** A server under test; only the one that is measured runs. */
record Subject(String name, ServerProcess server, int port) implements AutoCloseable {

  void stop() throws IOException, InterruptedException {
    server.stop();
  }

  void resume() throws IOException, InterruptedException {
    server.resume();
  }

  @Override
  public void close() {
    server.close();
  }
}
