package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/**
 * Lets so many requests in at a time, until each has been answered or its caller is gone; others
 * are refused at once, for a queue would only make all of them late. Thread-safe.
 */
final class Admission implements Handler<RoutingContext> {

  private final Semaphore free;
  private final String refusal;

  /**
   * For a number of requests.
   *
   * @param refusal what others are told
   */
  Admission(int max, String refusal) {
    this.free = new Semaphore(max);
    this.refusal = refusal;
  }

  @Override
  public void handle(RoutingContext ctx) {
    enter(ctx);
    ctx.next();
  }

  /** Lets through who would be let in now, and is only to be let in with its whole body. */
  void look(RoutingContext ctx) {
    if (free.availablePermits() == 0) {
      throw refused();
    }
    ctx.next();
  }

  private ProblemException refused() {
    return ProblemException.of(ProblemKind.UNAVAILABLE, refusal);
  }

  /**
   * Lets one in.
   *
   * @throws ProblemException where there is no room
   */
  void enter(RoutingContext ctx) {
    if (!free.tryAcquire()) {
      throw refused();
    }
    // also where the caller has gone meanwhile
    Exchange.of(ctx).whenEnded(ended -> free.release());
  }
}
