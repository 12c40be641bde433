package dev.stillwater.archive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Repeats work for as long as it answers true. */
final class Repeat {

  private final Supplier<Future<Boolean>> work;
  // a promise and not a chain of futures: however many rounds, no memory and no stack grows
  private final Promise<Void> done = Promise.promise();

  private Repeat(Supplier<Future<Boolean>> work) {
    this.work = work;
  }

  /** Repeats work that does not complete before its call has returned. */
  static Future<Void> whileTrue(Supplier<Future<Boolean>> work) {
    Repeat repeat = new Repeat(work);
    repeat.round();
    return repeat.done.future();
  }

  private void round() {
    work.get().onFailure(done::fail).onSuccess(this::next);
  }

  private void next(boolean more) {
    if (more) {
      round();
    } else {
      done.complete();
    }
  }
}
