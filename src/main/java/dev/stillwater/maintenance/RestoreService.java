package dev.stillwater.maintenance;

import dev.stillwater.bus.Call;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import io.vertx.core.Future;
import java.time.YearMonth;
import java.util.Optional;

/** Answers requests to restore and to release months. */
final class RestoreService {

  private final Restores restores;
  private final RunAnswer answer;

  RestoreService(Restores restores, RunAnswer answer) {
    this.restores = restores;
    this.answer = answer;
  }

  Future<Reply> restore(Call call) {
    YearMonth month = month(Request.of(call.body()));
    return restores
        .restore(MaintenanceService.trigger(call), month)
        .compose(
            going ->
                going
                    .map(
                        run ->
                            answer.to(
                                call,
                                () -> Future.succeededFuture(run),
                                ended -> restored(month, Optional.of(ended))))
                    .orElseGet(() -> Future.succeededFuture(restored(month, Optional.empty()))));
  }

  private static Reply restored(YearMonth month, Optional<MaintenanceRun> run) {
    return Reply.ok(new Restored(month, run).toJson());
  }

  Future<Reply> release(Request request) {
    return restores.release(month(request)).map(v -> Reply.noContent());
  }

  private static YearMonth month(Request request) {
    YearMonth month = request.requiredMonth("month");
    request.end();
    return month;
  }
}
