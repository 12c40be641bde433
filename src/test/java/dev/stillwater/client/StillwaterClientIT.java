package dev.stillwater.client;

import static dev.stillwater.client.Run.Status.SUCCEEDED;
import static dev.stillwater.testing.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records in, records out, against the real service. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class StillwaterClientIT {

  private static final Instant FEBRUARY = Instant.parse("2026-02-15T12:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-15T12:00:00Z");
  private static final Instant CUTOFF = Instant.parse("2025-12-15T00:00:00Z");
  private static final String STATE =
      "{\"n\": 1.10, \"max\": 170141183460469231731687303715884105727}";
  private static final NewEvent OLD = event("2025-10-02T00:00:00.000001Z", "{\"amount\": 1.10}");
  private static final NewEvent HOT =
      event("2026-03-01T00:00:00Z", "{\"max\": 170141183460469231731687303715884105727}");

  private final SettableClock clock = new SettableClock(FEBRUARY);
  private final TestDatabase database;
  private final TestService service;
  private final StillwaterClient client;

  StillwaterClientIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock, "database.lock-timeout=30s");
    this.client = StillwaterClient.create(service.vertx());
  }

  private static NewEvent event(String time, String payload) {
    return NewEvent.of("a/b", "paid").at(Instant.parse(time)).payload(payload);
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void fill() {
    database.execute(
        """
        TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.event_log,
          stillwater.stream_archive, stillwater.maintenance_run
        """);
    clock.set(FEBRUARY);
    await(client.streams().put(StreamUpdate.of("a/b", STATE)));
    await(client.events().append(List.of(OLD, HOT)));
  }

  @Test
  void streamsAreCreatedReplacedReadAndFound() {
    StreamWritten created = await(client.streams().put(StreamUpdate.of("new", "{}").status("NEW")));
    assertThat(created.created()).isTrue();
    StreamWritten replaced = await(client.streams().put(StreamUpdate.of("new", STATE)));
    assertThat(replaced.created()).isFalse();
    Stream stream = await(client.streams().get("new"));
    assertThat(stream).isEqualTo(replaced.stream());
    assertThat(stream.status()).isEqualTo("NEW");
    assertThat(stream.state()).isEqualTo(STATE);
    assertThat(stream.createdAt()).isEqualTo(created.stream().createdAt());
    assertThat(stream.updatedAt()).isAfter(stream.createdAt());

    StreamRequest one = StreamRequest.all().limit(1);
    Page<Stream> first = await(client.streams().find(one));
    assertThat(first.items()).extracting(Stream::streamId).containsExactly("a/b");
    Page<Stream> second = await(client.streams().find(one.cursor(first.next())));
    assertThat(second).isEqualTo(new Page<>(List.of(stream), Optional.empty()));
    assertThat(found(StreamRequest.startingWith("n"))).containsExactly("new");
    assertThat(found(StreamRequest.all().status("ACTIVE"))).containsExactly("a/b");
  }

  private List<String> found(StreamRequest request) {
    return await(client.streams().find(request)).items().stream().map(Stream::streamId).toList();
  }

  @Test
  void eventsAreAppendedOnceAndReadWithAllDigits() {
    assertThat(await(client.events().append(List.of(OLD, HOT)))).isEqualTo(new Appended(0, 2));
    assertThat(await(client.events().append(List.of()))).isEqualTo(new Appended(0, 0));
    NewEvent byTheClock = NewEvent.of("other", "opened");
    assertThat(await(client.events().append(List.of(byTheClock)))).isEqualTo(new Appended(1, 0));

    Page<Event> timeline = await(client.events().list(EventRequest.of("a/b")));
    assertThat(timeline.next()).isEmpty();
    assertThat(timeline.items().stream().map(StillwaterClientIT::asNew)).containsExactly(HOT, OLD);
    assertThat(timeline.items()).allMatch(event -> event.archivedAt().isEmpty());
    Event opened = await(client.events().list(EventRequest.of("other"))).items().get(0);
    assertThat(asNew(opened)).isEqualTo(byTheClock.at(FEBRUARY));
  }

  private static NewEvent asNew(Event event) {
    return new NewEvent(
        event.streamId(),
        event.eventId(),
        event.eventType(),
        Optional.of(event.occurredAt()),
        event.payload());
  }

  @Test
  void eventsAreChosenByTimeAndTypeAndReadPageByPage() {
    await(client.events().append(List.of(NewEvent.of("a/b", "opened").at(FEBRUARY))));
    EventRequest all = EventRequest.of("a/b");
    assertThat(ids(all.type("paid"))).containsExactly(HOT.eventId(), OLD.eventId());
    assertThat(ids(all.from(FEBRUARY).to(MARCH).type("paid"))).containsExactly(HOT.eventId());
    assertThat(ids(all.to(FEBRUARY))).containsExactly(OLD.eventId());

    List<String> walked = new ArrayList<>();
    await(
        Walk.over(
            next -> client.events().list(all.limit(2).cursor(next)),
            event -> Future.succeededFuture(walked.add(event.eventType()))));
    assertThat(walked).containsExactly("paid", "opened", "paid");
  }

  private List<UUID> ids(EventRequest request) {
    return await(client.events().list(request)).items().stream().map(Event::eventId).toList();
  }

  @Test
  void aRunCapturesAndArchives() {
    clock.set(MARCH);
    Run run = await(client.maintenance().start(RunRequest.full()));
    assertThat(run.isGoing()).isFalse();
    assertThat(run.status()).isEqualTo(SUCCEEDED);
    assertThat(run.kind()).isEqualTo("FULL");
    assertThat(run.trigger()).isEqualTo("EVENT_BUS");
    assertThat(run.month()).isEqualTo(YearMonth.of(2026, 3));
    assertThat(run.cutoff()).isEqualTo(CUTOFF);
    assertThat(run.startedAt()).isEqualTo(MARCH);
    assertThat(run.finishedAt()).contains(MARCH);
    assertThat(run.scheduledAt()).isEmpty();
    assertThat(run.error()).isEmpty();
    assertThat(run.counts().snapshotsCreated()).isEqualTo(1);
    assertThat(run.counts().eventsArchived()).isEqualTo(1);
    assertThat(await(client.maintenance().run(run.runId()))).isEqualTo(run);
    assertThat(await(client.maintenance().status()).lastRun()).contains(run);

    Event archived = await(client.events().archived(EventRequest.of("a/b"))).items().get(0);
    assertThat(asNew(archived)).isEqualTo(OLD);
    assertThat(archived.archivedAt()).isPresent();
    Snapshot snapshot = await(client.snapshots().get("a/b", YearMonth.of(2026, 3)));
    assertThat(snapshot)
        .isEqualTo(new Snapshot("a/b", YearMonth.of(2026, 3), "ACTIVE", STATE, MARCH));
  }

  @Test
  void runsAreListedPageByPage() {
    long first = await(client.maintenance().start(RunRequest.of(Phase.SNAPSHOT))).runId();
    long second = await(client.maintenance().start(RunRequest.of(Phase.ARCHIVE))).runId();
    RunsRequest one = RunsRequest.all().limit(1);
    Page<Run> newest = await(client.maintenance().runs(one));
    assertThat(newest.items()).extracting(Run::runId).containsExactly(second);
    assertThat(newest.items()).extracting(Run::kind).containsExactly("ARCHIVE");
    Page<Run> oldest = await(client.maintenance().runs(one.cursor(newest.next())));
    assertThat(oldest.items()).extracting(Run::runId).containsExactly(first);
    assertThat(oldest.next()).isEmpty();
  }

  /** Captures February, and March with another state. */
  private void captureTwoMonths() {
    await(client.maintenance().start(RunRequest.of(Phase.SNAPSHOT)));
    clock.set(MARCH);
    String state = "{\"n\": 2.20, \"new\": {\"x\": [1.50]}}";
    await(client.streams().put(StreamUpdate.of("a/b", state).status("PAUSED")));
    await(client.maintenance().start(RunRequest.of(Phase.SNAPSHOT)));
  }

  @Test
  void snapshotsAreReadByStreamAndByMonth() {
    captureTwoMonths();
    SnapshotRequest one = SnapshotRequest.of("a/b").limit(1);
    Page<Snapshot> march = await(client.snapshots().list(one));
    Page<Snapshot> february = await(client.snapshots().list(one.cursor(march.next())));
    assertThat(march.items()).extracting(Snapshot::month).containsExactly(YearMonth.of(2026, 3));
    assertThat(february.items())
        .containsExactly(new Snapshot("a/b", YearMonth.of(2026, 2), "ACTIVE", STATE, FEBRUARY));
    assertThat(february.next()).isEmpty();
    SnapshotRequest all = SnapshotRequest.of("a/b");
    assertThat(await(client.snapshots().list(all.from(YearMonth.of(2026, 3)))))
        .isEqualTo(last(march));
    assertThat(await(client.snapshots().list(all.to(YearMonth.of(2026, 2))))).isEqualTo(february);

    MonthRequest month = MonthRequest.of(YearMonth.of(2026, 2));
    assertThat(await(client.snapshots().ofMonth(month.status("ACTIVE")))).isEqualTo(february);
    assertThat(await(client.snapshots().ofMonth(month.status("PAUSED"))).items()).isEmpty();
  }

  private static Page<Snapshot> last(Page<Snapshot> page) {
    return new Page<>(page.items(), Optional.empty());
  }

  @Test
  void aMonthIsReadPageByPage() {
    await(client.streams().put(StreamUpdate.of("b", "{}")));
    captureTwoMonths();
    List<String> walked = new ArrayList<>();
    MonthRequest month = MonthRequest.of(YearMonth.of(2026, 2)).limit(1);
    await(
        Walk.over(
            next -> client.snapshots().ofMonth(month.cursor(next)),
            snapshot -> Future.succeededFuture(walked.add(snapshot.streamId()))));
    assertThat(walked).containsExactly("a/b", "b");
  }

  @Test
  void aNumberIsFollowedOverTheMonths() {
    captureTwoMonths();
    Trend trend = await(client.snapshots().trend(TrendRequest.of("a/b", "n")));
    assertThat(trend)
        .isEqualTo(
            new Trend(
                "a/b",
                "n",
                List.of(
                    new Trend.Point(YearMonth.of(2026, 2), Optional.of(new BigDecimal("1.10"))),
                    new Trend.Point(YearMonth.of(2026, 3), Optional.of(new BigDecimal("2.20"))))));
    TrendRequest max = TrendRequest.of("a/b", "max");
    assertThat(await(client.snapshots().trend(max)).points())
        .extracting(Trend.Point::value)
        .containsExactly(
            Optional.of(new BigDecimal("170141183460469231731687303715884105727")),
            Optional.empty());
    assertThat(await(client.snapshots().trend(max.limit(1))).points()).hasSize(1);
    assertThat(await(client.snapshots().trend(max.to(YearMonth.of(2026, 2)))).points()).hasSize(1);
    assertThat(await(client.snapshots().trend(max.from(YearMonth.of(2026, 4)))).points()).isEmpty();
  }

  @Test
  void twoMonthsAreCompared() {
    captureTwoMonths();
    Diff diff = await(client.snapshots().diff("a/b", YearMonth.of(2026, 2), YearMonth.of(2026, 3)));
    assertThat(diff)
        .isEqualTo(
            new Diff(
                "a/b",
                YearMonth.of(2026, 2),
                YearMonth.of(2026, 3),
                Optional.of(new Diff.StatusChange("ACTIVE", "PAUSED")),
                List.of(new Diff.Value("/new", "{\"x\": [1.50]}")),
                List.of(new Diff.Value("/max", "170141183460469231731687303715884105727")),
                List.of(new Diff.Change("/n", "1.10", "2.20"))));
    assertThat(
            await(client.snapshots().diff("a/b", YearMonth.of(2026, 3), YearMonth.of(2026, 3)))
                .status())
        .isEmpty();
  }

  @Test
  void aRunThatTakesLongerIsGoingAndCanBeCancelled() throws Exception {
    try (RunHold hold = RunHold.on(database)) {
      Run going = await(client.maintenance().start(RunRequest.full().waiting(Duration.ZERO)));
      assertThat(going.isGoing()).isTrue();
      assertThat(going.finishedAt()).isEmpty();
      assertThat(going.runId()).isEqualTo(hold.awaitRun());
      await()
          .until(
              () -> await(client.maintenance().run(going.runId())).progress(),
              progress -> progress.flatMap(Progress::phase).equals(Optional.of("SNAPSHOT")));
      assertThat(await(client.maintenance().status()).running().map(Run::runId))
          .contains(going.runId());

      StillwaterException conflict = failure(client.maintenance().start(RunRequest.full()));
      assertThat(conflict.status()).isEqualTo(409);
      assertThat(conflict.runId()).hasValue(going.runId());
      assertThat(await(client.maintenance().cancel(going.runId())).runId())
          .isEqualTo(going.runId());
      await()
          .until(
              () -> await(client.maintenance().run(going.runId())).status(),
              Run.Status.CANCELLED::equals);
      assertThat(failure(client.maintenance().cancel(going.runId())).status()).isEqualTo(409);
    }
  }

  @Test
  void theScheduleIsPausedAndResumed() {
    Schedule paused = await(client.maintenance().pause());
    assertThat(paused.pausedAt()).contains(FEBRUARY);
    assertThat(await(client.maintenance().status()).schedule()).isEqualTo(paused);
    Schedule resumed = await(client.maintenance().resume());
    assertThat(resumed.pausedAt()).isEmpty();
    assertThat(resumed.enabled()).as("the setting of this service").isFalse();
    assertThat(resumed.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(resumed.nextRun()).isEqualTo("2026-03-01T02:00:00Z");
  }

  @Test
  void whatThereIsAndWhatWouldBeDoneIsTold() {
    clock.set(MARCH);
    Plan plan = await(client.maintenance().plan());
    assertThat(plan.kind()).isEqualTo("FULL");
    assertThat(plan.month()).isEqualTo(YearMonth.of(2026, 3));
    assertThat(plan.cutoff()).isEqualTo(CUTOFF);
    assertThat(plan.faults()).isEmpty();
    assertThat(plan.months())
        .anySatisfy(
            month -> {
              assertThat(month.month()).contains(YearMonth.of(2026, 3));
              assertThat(month.rows()).isEqualTo(1);
              assertThat(month.to()).isEqualTo("2026-04-01T00:00:00Z");
              assertThat(month.how()).isEqualTo("STAY");
            });
    assertThat(await(client.maintenance().plan(RunRequest.of(Phase.SNAPSHOT))).months()).isEmpty();

    MaintenanceStatus status = await(client.maintenance().status());
    assertThat(status.running()).isEmpty();
    assertThat(status.lastRun()).isEmpty();
    assertThat(status.months())
        .filteredOn(month -> month.month().equals(Optional.of(YearMonth.of(2026, 3))))
        .extracting(MaintenanceStatus.Month::hot)
        .containsExactly(1L);
  }

  @Test
  void aMonthIsRestoredAndReleased() throws Exception {
    YearMonth october = YearMonth.of(2025, 10);
    clock.set(MARCH);
    await(client.maintenance().start(RunRequest.full()));
    StillwaterException nothing = failure(client.maintenance().restore(YearMonth.of(2025, 9)));
    assertThat(nothing.status()).isEqualTo(404);

    Restoration going = restoreBesideAReader(october);
    assertThat(going.done()).isFalse();
    assertThat(going.month()).isEqualTo(october);
    long runId = going.runId().orElseThrow();
    await().until(() -> await(client.maintenance().run(runId)).status(), SUCCEEDED::equals);
    assertThat(await(client.maintenance().run(runId)).counts().eventsRestored()).isEqualTo(1);
    assertThat(archivedAt()).isEmpty();
    assertThat(await(client.maintenance().restore(october)))
        .as("it is there")
        .isEqualTo(new Restoration(october, true, 0, OptionalLong.empty()));

    await(client.maintenance().release(october));
    await(client.maintenance().start(RunRequest.of(Phase.ARCHIVE)));
    assertThat(archivedAt()).isPresent();
    Restoration restored = await(client.maintenance().restore(october));
    assertThat(restored.done()).isTrue();
    assertThat(restored.eventsRestored()).isEqualTo(1);
    assertThat(restored.runId()).isPresent();
    await(client.maintenance().release(october));
  }

  /** Starts to restore a month that cannot change tables yet, and does not wait for it. */
  private Restoration restoreBesideAReader(YearMonth month) throws SQLException {
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM stillwater.stream_archive");
      return await(client.maintenance().restore(month, Duration.ZERO));
    }
  }

  private Optional<Instant> archivedAt() {
    return await(client.events().list(EventRequest.of("a/b").to(FEBRUARY)))
        .items()
        .get(0)
        .archivedAt();
  }

  @Test
  void refusalsNameWhatIsAtFault() {
    assertThat(failure(client.streams().get("nobody")).status()).isEqualTo(404);
    assertThat(failure(client.streams().get("nobody"))).hasMessage("no such stream");
    assertThat(failure(client.snapshots().get("a/b", YearMonth.of(2020, 1))).status())
        .isEqualTo(404);
    assertThat(failure(client.maintenance().run(99)).status()).isEqualTo(404);
    StillwaterException cursor =
        failure(client.events().list(EventRequest.of("a/b").cursor(Optional.of("x"))));
    assertThat(cursor.status()).isEqualTo(400);
    assertThat(cursor.field()).contains("cursor");
    StillwaterException future =
        failure(
            client
                .events()
                .append(
                    List.of(HOT, NewEvent.of("a", "paid").at(MARCH.plus(Duration.ofDays(999))))));
    assertThat(future.status()).isEqualTo(422);
    assertThat(future.field()).contains("occurredAt");
    assertThat(future.line()).hasValue(2);
  }

  private static StillwaterException failure(Future<?> future) {
    CompletionException failed =
        catchThrowableOfType(CompletionException.class, () -> await(future));
    assertThat(failed).hasCauseInstanceOf(StillwaterException.class);
    return (StillwaterException) failed.getCause();
  }

  @Test
  void whatRunsDoIsHeardUntilTheSubscriptionIsCancelled() {
    List<RunEvent> heard = new CopyOnWriteArrayList<>();
    List<RunEvent> heardByOther = new CopyOnWriteArrayList<>();
    Subscription subscription = client.maintenance().onEvent(heard::add);
    Subscription other = client.maintenance().onEvent(heardByOther::add);
    Run run = await(client.maintenance().start(RunRequest.of(Phase.SNAPSHOT)));
    await().until(() -> finished(heard), List.of(run.runId())::equals);
    assertThat(heard.get(0).type()).isEqualTo(RunEvent.Type.STARTED);
    assertThat(heard.get(heard.size() - 1).run()).isEqualTo(run);
    assertThat(heard).allMatch(event -> event.id().startsWith(run.runId() + "-"));

    await(subscription.cancel());
    Run second = await(client.maintenance().start(RunRequest.of(Phase.SNAPSHOT)));
    await().until(() -> finished(heardByOther), List.of(run.runId(), second.runId())::equals);
    assertThat(finished(heard)).containsExactly(run.runId());
    await(other.cancel());
  }

  private static List<Long> finished(List<RunEvent> heard) {
    return heard.stream()
        .filter(event -> event.type() == RunEvent.Type.FINISHED)
        .map(event -> event.run().runId())
        .toList();
  }

  @Test
  void theExampleWorks() {
    List<String> growth = new CopyOnWriteArrayList<>();
    var consumer =
        service
            .vertx()
            .eventBus()
            .<String>consumer(ExampleVerticle.GROWTH, message -> growth.add(message.body()));
    String deployment = await(service.vertx().deployVerticle(new ExampleVerticle("a/b", "n")));
    captureTwoMonths();
    await().until(() -> growth, List.of("1.10")::equals);
    await(service.vertx().undeploy(deployment));
    await(consumer.unregister());
  }
}
