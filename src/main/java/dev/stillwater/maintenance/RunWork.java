package dev.stillwater.maintenance;

import io.vertx.core.Future;

/** What a run does between its begin and its end in the ledger. For one run. */
interface RunWork {

  Future<Void> go(RunSession run);

  /** What is worth doing once the run has succeeded and nobody waits for it; never fails. */
  default Future<Void> tidy(RunSession run) {
    return Future.succeededFuture();
  }

  /** Begins nothing more of that. */
  default void stop() {}
}
