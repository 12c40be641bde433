package dev.stillwater.maintenance;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Call;
import dev.stillwater.bus.Reply;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.trace.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who has started a run: with how it ended, or with where to look where it takes longer
 * than the asker waits.
 *
 * @param longest how long anybody waits
 */
record RunAnswer(Vertx vertx, Duration longest) {

  private static final Logger log = LoggerFactory.getLogger(RunAnswer.class);
  private static final String RUNS_PATH = "/api/v1/maintenance/runs/";

  /**
   * Answers once the run has ended, or the patience has.
   *
   * @param succeeded tells the answer where it has succeeded
   */
  Future<Reply> to(
      Call call, Supplier<Future<RunningRun>> start, Function<MaintenanceRun, Reply> succeeded) {
    Optional<Long> preferred = preferred(call);
    long patience = preferred.map(seconds -> seconds * 1000).orElse(longest.toMillis());
    Future<Reply> answer =
        start.get().onSuccess(run -> note(call, run)).compose(run -> to(run, patience, succeeded));
    return preferred
        .map(seconds -> answer.map(reply -> reply.with("preference-applied", "wait=" + seconds)))
        .orElse(answer);
  }

  private static void note(Call call, RunningRun run) {
    Origin origin = Origin.of(call::header);
    long runId = run.started().runId();
    origin
        .on(log.atInfo())
        .addKeyValue("runId", runId)
        .log("snapshot maintenance: run {} is of request {}", runId, origin.requestId());
  }

  private Optional<Long> preferred(Call call) {
    String seconds = call.header(Addresses.WAIT);
    if (seconds == null) {
      return Optional.empty();
    }
    if (!seconds.matches("[0-9]{1,9}")) {
      throw ProblemException.invalid(Addresses.WAIT, "a whole number of seconds");
    }
    return Optional.of(Math.min(Long.parseLong(seconds), longest.toSeconds()));
  }

  private Future<Reply> to(
      RunningRun run, long patienceMillis, Function<MaintenanceRun, Reply> succeeded) {
    Future<Reply> finished = run.finished().map(ended -> ended(ended, succeeded));
    Promise<Reply> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.max(1, patienceMillis), due -> answer.tryComplete(accepted(run.started())));
    finished.onComplete(
        ended -> {
          vertx.cancelTimer(timer);
          finished.onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        });
    return answer.future();
  }

  /** The answer to who need not wait for a run. */
  static Reply accepted(MaintenanceRun run) {
    return Reply.accepted(run.toJson(), RUNS_PATH + run.runId());
  }

  private static Reply ended(MaintenanceRun run, Function<MaintenanceRun, Reply> succeeded) {
    if (run.status() == RunStatus.SUCCEEDED) {
      return succeeded.apply(run);
    }
    throw ProblemException.of(
        ProblemKind.FAILED,
        run.status() == RunStatus.CANCELLED
            ? "the run was cancelled"
            : "the run failed: " + run.error().orElse("the log tells why"),
        Map.of("runId", run.runId()));
  }
}
