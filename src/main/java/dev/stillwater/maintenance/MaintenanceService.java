package dev.stillwater.maintenance;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Answers requests about maintenance. */
final class MaintenanceService {

  private static final String RUNS_PATH = "/api/v1/maintenance/runs/";

  private final Vertx vertx;
  private final Maintenance maintenance;
  private final Duration wait;

  MaintenanceService(Vertx vertx, Maintenance maintenance, Duration wait) {
    this.vertx = vertx;
    this.maintenance = maintenance;
    this.wait = wait;
  }

  Future<Reply> start(Message<Object> message) {
    Request.of(message.body()).end();
    Trigger trigger =
        "MANUAL".equals(message.headers().get(Addresses.TRIGGER))
            ? Trigger.MANUAL
            : Trigger.EVENT_BUS;
    return maintenance.start(trigger, Optional.empty()).compose(this::awaited);
  }

  private Future<Reply> awaited(RunningRun run) {
    Future<Reply> finished = run.finished().map(MaintenanceService::ended);
    Promise<Reply> answer = Promise.promise();
    long timer = vertx.setTimer(wait.toMillis(), due -> answer.tryComplete(accepted(run)));
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

  private static Reply ended(MaintenanceRun run) {
    if (run.status() == RunStatus.SUCCEEDED) {
      return Reply.ok(run.toJson());
    }
    throw ProblemException.of(
        ProblemKind.FAILED,
        "the maintenance run failed; the log tells why",
        Map.of("runId", run.runId()));
  }

  Future<Reply> run(Request request) {
    long runId = request.id("runId");
    request.end();
    return maintenance
        .find(runId)
        .map(
            found ->
                found
                    .map(run -> Reply.ok(run.toJson()))
                    .orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND, "no such run")));
  }
}
