package dev.stillwater.client;

import dev.stillwater.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;

/** Runs of maintenance, their schedule, and months brought back from the archive. */
public final class MaintenanceClient {

  private static final int ACCEPTED = 202;

  private final BusClient bus;

  MaintenanceClient(BusClient bus) {
    this.bus = bus;
  }

  /**
   * Starts a run, and waits for its end: the run as it ended, or {@linkplain Run#isGoing going}
   * where that takes longer. Fails with 409 while another run is going, with 500 where it failed.
   */
  public Future<Run> start(RunRequest request) {
    Duration wait = request.patience().orElse(bus.deadline());
    return send(Addresses.MAINTENANCE_START, request.toJson(), wait)
        .map(reply -> reply.read(Run::of));
  }

  /** What a run would do; changes nothing. */
  public Future<Plan> plan() {
    return plan(RunRequest.full());
  }

  /** What a run would do; changes nothing, and waits for nothing. */
  public Future<Plan> plan(RunRequest request) {
    return bus.ask(Addresses.MAINTENANCE_PLAN, request.toJson(), Plan::of);
  }

  public Future<MaintenanceStatus> status() {
    return bus.ask(Addresses.MAINTENANCE_STATUS, new JsonObject(), MaintenanceStatus::of);
  }

  /** Lets no run start by itself, on any instance, until it is resumed. */
  public Future<Schedule> pause() {
    return bus.ask(Addresses.MAINTENANCE_PAUSE, new JsonObject(), Schedule::of);
  }

  public Future<Schedule> resume() {
    return bus.ask(Addresses.MAINTENANCE_RESUME, new JsonObject(), Schedule::of);
  }

  /** Cancels a run, which then ends within seconds; fails with 409 where it has ended. */
  public Future<Run> cancel(long runId) {
    return bus.ask(Addresses.MAINTENANCE_CANCEL, id(runId), Run::of);
  }

  /** A run; fails with 404 where there is none. */
  public Future<Run> run(long runId) {
    return bus.ask(Addresses.MAINTENANCE_RUN, id(runId), Run::of);
  }

  public Future<Page<Run>> runs(RunsRequest request) {
    return bus.ask(Addresses.MAINTENANCE_RUNS, request.toJson(), Page.of("runs", Run::of));
  }

  private static JsonObject id(long runId) {
    return new JsonObject().put("runId", runId);
  }

  /** Brings an archived month back to the hot log, and waits as long as the client does. */
  public Future<Restoration> restore(YearMonth month) {
    return restore(month, bus.deadline());
  }

  /**
   * Brings an archived month back to the hot log, and holds it there. Fails with 404 where nothing
   * of it is archived, with 409 while another run is going.
   *
   * @param wait how long to wait for that, in whole seconds
   */
  public Future<Restoration> restore(YearMonth month, Duration wait) {
    Checks.notNegative("wait", wait);
    return send(Addresses.ARCHIVE_RESTORE, of(month), wait).map(MaintenanceClient::restoration);
  }

  private static Restoration restoration(BusReply reply) {
    return reply.read(reply.status() == ACCEPTED ? Restoration::going : Restoration::held);
  }

  /** Releases a month to the next run; does nothing where it is not held. */
  public Future<Void> release(YearMonth month) {
    return bus.send(Addresses.ARCHIVE_RELEASE, of(month), Map.of(), bus.deadline()).mapEmpty();
  }

  private static JsonObject of(YearMonth month) {
    Checks.month("month", month);
    return new JsonObject().put("month", month.toString());
  }

  private Future<BusReply> send(String address, JsonObject request, Duration wait) {
    Map<String, String> headers = Map.of(Addresses.WAIT, Long.toString(wait.toSeconds()));
    return bus.send(address, request, headers, wait);
  }

  /**
   * Listens to what runs do, on whatever instance. It is told within each process that serves; a
   * member of the cluster that does not hears nothing. In a verticle it ends with the verticle.
   */
  public Subscription onEvent(Handler<RunEvent> handler) {
    return bus.listen(Addresses.MAINTENANCE_EVENTS, RunEvent::of, handler);
  }
}
