package dev.stillwater.maintenance;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.Optional;

/** Answers requests about maintenance. */
final class MaintenanceService {

  private final Maintenance maintenance;
  private final RunAnswer answer;

  MaintenanceService(Maintenance maintenance, RunAnswer answer) {
    this.maintenance = maintenance;
    this.answer = answer;
  }

  Future<Reply> start(Message<Object> message) {
    Request.of(message.body()).end();
    return maintenance
        .start(trigger(message), Optional.empty())
        .compose(run -> answer.to(run, ended -> Reply.ok(ended.toJson())));
  }

  static Trigger trigger(Message<Object> message) {
    return "MANUAL".equals(message.headers().get(Addresses.TRIGGER))
        ? Trigger.MANUAL
        : Trigger.EVENT_BUS;
  }

  Future<Reply> plan(Request request) {
    request.end();
    return maintenance.plan().map(plan -> Reply.ok(plan.toJson()));
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
