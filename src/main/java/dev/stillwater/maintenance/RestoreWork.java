package dev.stillwater.maintenance;

import dev.stillwater.archive.Restorer;
import io.vertx.core.Future;
import java.time.YearMonth;

/** Brings a month back from the archive. */
record RestoreWork(Restorer restorer, YearMonth month) implements RunWork {

  @Override
  public Future<Void> go(RunSession run) {
    run.progress().begin(Phase.RESTORE);
    run.planned(1, 0);
    return restorer.restore(run, month).onSuccess(v -> run.monthDone());
  }
}
