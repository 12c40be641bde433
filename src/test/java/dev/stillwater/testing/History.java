package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The log of something that went on for years.
 *
 * @param streams JSON objects with {@code streamId}, {@code status} and {@code state}
 * @param events JSON objects as they are posted
 */
public record History(String name, List<String> streams, List<String> events) {

  private static final int STREAMS = 1_600;
  private static final int EVENTS = 20_000;
  private static final Instant FROM = Instant.parse("2011-09-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-09-01T00:00:00Z");

  /**
   * A real one, where the system property {@code stillwater.test.history} names its folder or one
   * lies beside the project; else a generated one of the same shape.
   */
  public static History get() {
    return Stream.of(
            System.getProperty("stillwater.test.history", ""),
            "../shared/data/vertx-history",
            "../../shared/data/vertx-history")
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .filter(folder -> Files.exists(folder.resolve("events.ndjson.gz")))
        .findFirst()
        .map(History::read)
        .orElseGet(() -> generate(Seeded.create()));
  }

  private static History read(Path folder) {
    return new History(
        folder.getFileName().toString(),
        lines(folder.resolve("streams.ndjson.gz")),
        lines(folder.resolve("events.ndjson.gz")));
  }

  private static List<String> lines(Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Few streams have most of the events, and many events share their time. */
  static History generate(Seeded random) {
    List<String> streams =
        IntStream.rangeClosed(1, STREAMS)
            .mapToObj(
                rank ->
                    "{\"streamId\":\"%s\",\"status\":\"%s\",\"state\":{\"rank\":%d}}"
                        .formatted(streamId(rank), random.pick("ACTIVE", "COMPLETED"), rank))
            .toList();
    List<String> events = new ArrayList<>();
    Instant time = FROM;
    while (events.size() < EVENTS) {
      time = random.oneIn(3) ? random.instant(FROM, TO) : time;
      events.add(event(random, time));
    }
    return new History("a generated history", streams, events);
  }

  private static String event(Seeded random, Instant time) {
    return "{\"streamId\":\"%s\",\"eventId\":\"%s\",\"eventType\":\"%s\",\"occurredAt\":\"%s\",\"payload\":%s}"
        .formatted(
            streamId(zipf(random)),
            random.uuid(),
            random.pick("commit", "commit", "commit", "merge"),
            time.plus(Duration.ofHours(2)).toString().replace("Z", "+02:00"),
            payload(random));
  }

  private static String payload(Seeded random) {
    return "{\"added\":%d,\"share\":0.%d0,\"total\":%s}"
        .formatted(
            random.ints(0, 50),
            random.longs(0, Long.MAX_VALUE - 1),
            "170141183460469231731687303715884105" + random.ints(100, 999));
  }

  // as often as the inverse of the rank, give or take
  private static int zipf(Seeded random) {
    return random.ints(1, random.ints(1, random.ints(1, STREAMS)));
  }

  private static String streamId(int rank) {
    return rank % 7 == 0 ? "dir/%d ü 🚀".formatted(rank) : "module." + rank;
  }
}
