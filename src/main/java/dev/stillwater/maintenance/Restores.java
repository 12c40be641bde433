package dev.stillwater.maintenance;

import dev.stillwater.archive.Restorer;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.YearMonth;
import java.util.Optional;

/** Decides what it takes to have a month in the log. Safe for use on any context. */
public final class Restores {

  private final Maintenance maintenance;
  private final Restorer restorer;

  public Restores(Maintenance maintenance, Restorer restorer) {
    this.maintenance = maintenance;
    this.restorer = restorer;
  }

  /**
   * Brings a month back; answers no run where it is there and held already. {@link
   * ProblemKind#NOT_FOUND} where nothing of it is archived.
   */
  public Future<Optional<RunningRun>> restore(Trigger trigger, YearMonth month) {
    return restorer
        .isArchived(month)
        .compose(archived -> archived ? start(trigger, month) : there(trigger, month))
        .recover(SqlErrors::translated);
  }

  private Future<Optional<RunningRun>> start(Trigger trigger, YearMonth month) {
    return maintenance.restore(trigger, month).map(Optional::of);
  }

  private Future<Optional<RunningRun>> there(Trigger trigger, YearMonth month) {
    return restorer
        .holdAgain(month)
        .compose(
            held -> held ? Future.succeededFuture(Optional.empty()) : lookAgain(trigger, month));
  }

  // a run may have archived it just now
  private Future<Optional<RunningRun>> lookAgain(Trigger trigger, YearMonth month) {
    return restorer
        .isArchived(month)
        .compose(
            archived ->
                archived ? start(trigger, month) : refuse(month).map(v -> Optional.empty()));
  }

  private Future<Void> refuse(YearMonth month) {
    return restorer
        .isTooOld(month)
        .compose(
            tooOld ->
                Future.failedFuture(
                    tooOld
                        ? ProblemException.of(
                            ProblemKind.UNPROCESSABLE,
                            "this month is so old that it shares its place in the archive with others, and cannot be restored by itself")
                        : ProblemException.of(
                            ProblemKind.NOT_FOUND, "nothing of this month is archived")));
  }

  /** Leaves a month to the next run; does nothing where it is not held. */
  public Future<Void> release(YearMonth month) {
    return restorer.release(month).recover(SqlErrors::translated);
  }
}
