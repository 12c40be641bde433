package dev.stillwater.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EventLoopsTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void areNative() {
    Vertx vertx = Vertx.vertx(EventLoops.options());
    assertThat(vertx.isNativeTransportEnabled()).isTrue();
    vertx.close().await();
  }
}
