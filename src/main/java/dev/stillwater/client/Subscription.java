package dev.stillwater.client;

import io.vertx.core.Future;

/** Something that is listened to. */
@FunctionalInterface
public interface Subscription {

  /** Listens no more. */
  Future<Void> cancel();
}
