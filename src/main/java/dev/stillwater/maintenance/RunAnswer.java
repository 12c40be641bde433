package dev.stillwater.maintenance;

import dev.stillwater.bus.Reply;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers who has started a run: with how it ended, or with where to look where it takes longer.
 */
record RunAnswer(Vertx vertx, Duration patience) {

  private static final String RUNS_PATH = "/api/v1/maintenance/runs/";

  /**
   * Answers once the run has ended, or the patience has.
   *
   * @param succeeded tells the answer where it has succeeded
   */
  Future<Reply> to(RunningRun run, Function<MaintenanceRun, Reply> succeeded) {
    Future<Reply> finished = run.finished().map(ended -> ended(ended, succeeded));
    Promise<Reply> answer = Promise.promise();
    long timer = vertx.setTimer(patience.toMillis(), due -> answer.tryComplete(accepted(run)));
    finished.onComplete(
        ended -> {
          vertx.cancelTimer(timer);
          finished.onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        });
    return answer.future();
  }

  private static Reply accepted(RunningRun run) {
    return Reply.accepted(run.started().toJson(), RUNS_PATH + run.started().runId());
  }

  private static Reply ended(MaintenanceRun run, Function<MaintenanceRun, Reply> succeeded) {
    if (run.status() == RunStatus.SUCCEEDED) {
      return succeeded.apply(run);
    }
    throw ProblemException.of(
        ProblemKind.FAILED,
        "the run failed: " + run.error().orElse("the log tells why"),
        Map.of("runId", run.runId()));
  }
}
