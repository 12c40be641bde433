package dev.stillwater.stream;

import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.json.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The answer to an {@link EventQuery}: as many events as asked for, and where the next page starts.
 */
public final class EventPage {

  private EventPage() {}

  /**
   * Composes a page.
   *
   * @param found one event more than the page holds, where there is one
   */
  public static Reply reply(EventQuery query, List<Event> found) {
    return Reply.ok(compose(query, found), CachePolicy.REVALIDATED);
  }

  private static Buffer compose(EventQuery query, List<Event> found) {
    Page<Event> page = Page.of(found, query.limit());
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("streamId", query.streamId());
          page.write(json, "events", Event::write, event -> event.cursor().encode());
          json.writeEndObject();
        });
  }
}
