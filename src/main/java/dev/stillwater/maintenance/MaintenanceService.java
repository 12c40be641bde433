package dev.stillwater.maintenance;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Call;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.json.JsonBody;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/** Answers requests about maintenance. */
final class MaintenanceService {

  private final MaintenanceModule module;
  private final RunAnswer answer;

  MaintenanceService(MaintenanceModule module, RunAnswer answer) {
    this.module = module;
    this.answer = answer;
  }

  Future<Reply> start(Call call) {
    Request request = Request.of(call.body());
    RunKind kind = kind(request);
    request.end();
    return answer.to(
        call,
        () -> module.maintenance().start(kind, trigger(call)),
        ended -> Reply.ok(ended.toJson()));
  }

  static Trigger trigger(Call call) {
    return "MANUAL".equals(call.header(Addresses.TRIGGER)) ? Trigger.MANUAL : Trigger.EVENT_BUS;
  }

  private static RunKind kind(Request request) {
    return request
        .text("phase")
        .map(
            phase ->
                RunKind.ofPhase(phase)
                    .orElseThrow(() -> ProblemException.invalid("phase", "snapshot or archive")))
        .orElse(RunKind.FULL);
  }

  Future<Reply> plan(Request request) {
    RunKind kind = kind(request);
    request.end();
    return module.planner().plan(kind).map(plan -> Reply.ok(plan.toJson()));
  }

  Future<Reply> status(Request request) {
    request.end();
    return module.status().read().map(found -> Reply.ok(found.toJson()));
  }

  Future<Reply> pause(Request request) {
    request.end();
    return module.schedule().pause().map(state -> Reply.ok(ScheduleJson.of(state)));
  }

  Future<Reply> resume(Request request) {
    request.end();
    return module.schedule().resume().map(state -> Reply.ok(ScheduleJson.of(state)));
  }

  Future<Reply> run(Request request) {
    long runId = request.id("runId");
    request.end();
    return find(runId).map(run -> Reply.ok(run.toJson()));
  }

  private Future<MaintenanceRun> find(long runId) {
    return module
        .history()
        .find(runId)
        .map(
            found ->
                found.orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND, "no such run")));
  }

  Future<Reply> runs(Request request) {
    RunQuery query = RunQuery.of(request);
    return module.history().page(query).map(found -> Reply.ok(page(Page.of(found, query.limit()))));
  }

  private static Buffer page(Page<MaintenanceRun> page) {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          page.write(json, "runs", MaintenanceRun::write, run -> Long.toString(run.runId()));
          json.writeEndObject();
        });
  }

  Future<Reply> cancel(Request request) {
    long runId = request.id("runId");
    request.end();
    return module
        .cancellation()
        .cancel(runId)
        .compose(going -> find(runId).map(run -> going ? RunAnswer.accepted(run) : refuse(run)));
  }

  private static Reply refuse(MaintenanceRun run) {
    throw ProblemException.of(
        ProblemKind.CONFLICT,
        run.status() == RunStatus.RUNNING
            ? "the run is one of an earlier version, which cannot be cancelled"
            : "the run has ended: " + run.status().name().toLowerCase(Locale.ROOT));
  }
}
