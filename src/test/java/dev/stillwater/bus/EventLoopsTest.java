package dev.stillwater.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EventLoopsTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void areNative() {
    Vertx vertx = Vertx.vertx(EventLoops.options());
    assertThat(vertx.isNativeTransportEnabled()).isTrue();
    // calls that the library lacks are noticed when they are made
    assertThatThrownBy(() -> vertx.createNetClient().connect(1, "127.0.0.1").await())
        .isInstanceOf(ConnectException.class);
    vertx.close().await();
  }
}
