package dev.stillwater.stream;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Call;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Events: appends them, and reads a stream's timeline over hot log and archive. */
final class EventService {

  private final Database database;
  private final InstantSource clock;
  private final Duration retention;
  private final EventStore events = new EventStore();

  /**
   * Prepares the service.
   *
   * @param retention about how long events stay hot
   */
  EventService(Database database, InstantSource clock, Duration retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
  }

  Future<Reply> list(Request request) {
    EventQuery query = EventQuery.of(request);
    return database
        .readPage(client -> timeline(client, query))
        .map(found -> EventPage.reply(query, found));
  }

  private Future<List<Event>> timeline(SqlClient client, EventQuery query) {
    RecentFirst pages = new RecentFirst(part -> events.timelinePage(client, part), clock.instant());
    return query.below().occurredAt().isAfter(endOfArchive())
        ? events.hotPage(client, query).compose(hot -> pages.complete(query, hot))
        : pages.read(query);
  }

  Future<Reply> archive(Request request) {
    EventQuery query = EventQuery.of(request);
    return database
        .readPage(
            client ->
                new RecentFirst(part -> events.archivePage(client, part), endOfArchive())
                    .read(query))
        .map(found -> EventPage.reply(query, found));
  }

  // by the calendar: good enough to choose a statement by
  private Instant endOfArchive() {
    return clock.instant().minus(retention);
  }

  Future<Reply> append(Call call) {
    List<NewEvent> given = read(call);
    if (given.isEmpty()) {
      return Future.succeededFuture(accepted(0, 0));
    }
    return database
        .write(transaction -> events.insert(transaction, given))
        .map(written -> accepted(written, given.size() - written))
        .recover(
            failure ->
                SqlErrors.isOutsideMonths(failure)
                    ? tooFarAhead(given)
                    : Future.failedFuture(failure));
  }

  private List<NewEvent> read(Call call) {
    if (call.body() instanceof NewEvents read) {
      return read.events();
    }
    if (call.body() instanceof Buffer bytes) {
      EventReader reader = EventReader.of(call.header(Addresses.CONTENT_TYPE), clock);
      reader.feed(bytes);
      return reader.end();
    }
    throw ProblemException.invalid("body", "a Buffer");
  }

  private <T> Future<T> tooFarAhead(List<NewEvent> given) {
    return database
        .readPage(events::endOfMonths)
        .compose(end -> Future.failedFuture(tooFarAhead(given, end)));
  }

  private static ProblemException tooFarAhead(List<NewEvent> given, Instant end) {
    long line =
        given.stream()
            .filter(event -> !event.occurredAt().isBefore(end))
            .mapToLong(NewEvent::line)
            .findFirst()
            .orElse(1);
    String expected = "before " + Timestamps.format(end) + ", where the months created so far end";
    return ProblemException.of(
        ProblemKind.UNPROCESSABLE,
        "line " + line + ": occurredAt must be " + expected,
        Map.of("line", line, "field", "occurredAt", "expected", expected));
  }

  private static Reply accepted(long accepted, long duplicates) {
    return Reply.ok(
        JsonBody.of(
            json -> {
              json.writeStartObject();
              json.writeNumberField("accepted", accepted);
              json.writeNumberField("duplicates", duplicates);
              json.writeEndObject();
            }));
  }
}
