package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Seeded;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** The events that writers were told are held, to be looked for by readers. Thread-safe. */
final class Acknowledged {

  private final Map<String, NavigableSet<Written>> streams = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** An event whose payload follows from its id. */
  record Written(String streamId, Instant occurredAt, UUID eventId) implements Comparable<Written> {

    // the text of a UUID sorts as PostgreSQL sorts the UUID
    private static final Comparator<Written> OLDEST_FIRST =
        Comparator.comparing(Written::occurredAt).thenComparing(w -> w.eventId.toString());

    static Written of(JsonObject shown) {
      assertThat(shown.getJsonObject("payload").getString("id"))
          .isEqualTo(shown.getString("eventId"));
      return new Written(
          shown.getString("streamId"),
          OffsetDateTime.parse(shown.getString("occurredAt")).toInstant(),
          UUID.fromString(shown.getString("eventId")));
    }

    String payload() {
      return new JsonObject().put("id", eventId.toString()).encode();
    }

    String json() {
      return new JsonObject()
          .put("streamId", streamId)
          .put("eventId", eventId.toString())
          .put("eventType", "written")
          .put("occurredAt", occurredAt.toString())
          .put("payload", new JsonObject(payload()))
          .encode();
    }

    @Override
    public int compareTo(Written other) {
      return OLDEST_FIRST.compare(this, other);
    }
  }

  void addAll(List<Written> written) {
    for (Written event : written) {
      if (streams.computeIfAbsent(event.streamId, s -> new ConcurrentSkipListSet<>()).add(event)) {
        size.incrementAndGet();
      }
    }
  }

  int size() {
    return size.get();
  }

  Written any(Seeded random) {
    return random.pick(List.copyOf(of(random.pick(List.copyOf(streams.keySet())))));
  }

  Set<Written> of(String streamId) {
    return new HashSet<>(streams.getOrDefault(streamId, new ConcurrentSkipListSet<>()));
  }

  /** What a walk has found must be in order, each once, and all that was held before it. */
  static void check(Set<Written> before, List<Written> found) {
    for (int i = 1; i < found.size(); i++) {
      assertThat(found.get(i)).isLessThan(found.get(i - 1));
    }
    assertThat(new HashSet<>(found)).containsAll(before);
  }
}
