package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import dev.stillwater.json.StrictJson;
import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.testing.Seeded;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventReaderPropertyTest {

  private static final Instant FROM = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("+10000-01-01T00:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final int BODIES = 400;
  private static final int MUTATIONS = 20_000;

  private static final Pattern NOISE = Pattern.compile("Source|REDACTED|fasterxml|column");

  private final Seeded seeded = Seeded.create();

  @Test
  void chunksMakeNoDifference() {
    for (int i = 0; i < BODIES; i++) {
      boolean lines = seeded.oneIn(2);
      List<NewEvent> expected = new ArrayList<>();
      byte[] body = lines ? ndjson(expected) : json(expected);
      assertThat(read(lines, body).stream().map(EventReaderPropertyTest::inLine1))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void everyMutationIsEventsOrInvalid() {
    List<byte[]> bodies = IntStream.range(0, 100).mapToObj(i -> json(new ArrayList<>())).toList();
    List<byte[]> lines = IntStream.range(0, 100).mapToObj(i -> ndjson(new ArrayList<>())).toList();
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      boolean ndjson = seeded.oneIn(2);
      byte[] body = mutated(seeded.pick(ndjson ? lines : bodies));
      String outcome = outcome(ndjson, body);
      assertThat(outcome(ndjson, body)).as("in other chunks").isEqualTo(outcome);
      refused += outcome.startsWith("line ") ? 1 : 0;
    }
    assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
  }

  private String outcome(boolean lines, byte[] body) {
    try {
      List<NewEvent> events = read(lines, body);
      requireJson(body);
      return events.stream()
          .map(event -> event.line() + event.streamId() + event.payload())
          .collect(Collectors.joining("\n", "events ", ""));
    } catch (ProblemException e) {
      assertThat(isTelling(e, body)).as(e.getMessage()).isTrue();
      // not the rest: the parser words some faults by where its input was split
      return "line " + e.members().get("line") + ": " + e.members().get("field");
    }
  }

  private static boolean isTelling(ProblemException problem, byte[] body) {
    long line = (Long) problem.members().get("line");
    return problem.kind() == ProblemKind.INVALID
        && line >= 1
        && line <= lines(body)
        && problem.members().get("field") instanceof String
        && StandardCharsets.UTF_8.newEncoder().canEncode(problem.getMessage())
        && !NOISE.matcher(problem.getMessage()).find();
  }

  private static long lines(byte[] body) {
    return IntStream.range(0, body.length).filter(i -> body[i] == '\n').count() + 1;
  }

  private static void requireJson(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
    try (JsonParser parser = StrictJson.FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    } catch (IOException e) {
      throw new AssertionError("not refused: " + text, e);
    }
  }

  private static NewEvent inLine1(NewEvent event) {
    return new NewEvent(
        event.streamId(),
        event.eventId(),
        event.eventType(),
        event.payload(),
        event.occurredAt(),
        1);
  }

  private List<NewEvent> read(boolean lines, byte[] body) {
    EventReader reader = lines ? EventReader.ndjson(CLOCK) : EventReader.json(CLOCK);
    int longest = seeded.pick(2, 20, 500, 100_000, 100_000);
    for (int start = 0, end; start < body.length; start = end) {
      end = Math.min(body.length, start + seeded.ints(1, longest));
      reader.feed(Buffer.buffer().appendBytes(body, start, end - start));
    }
    return reader.end();
  }

  private byte[] json(List<NewEvent> expected) {
    if (seeded.oneIn(4)) {
      return event(expected, " \t\r\n").getBytes(StandardCharsets.UTF_8);
    }
    return IntStream.range(0, seeded.ints(0, 4))
        .mapToObj(i -> event(expected, " \t\r\n"))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] ndjson(List<NewEvent> expected) {
    return IntStream.range(0, seeded.ints(0, 4))
        .mapToObj(i -> seeded.pick("", "\n", " \r\n") + event(expected, " \t\r"))
        .collect(Collectors.joining(seeded.pick("\n", "\r\n"), "", seeded.pick("", "\n")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String event(List<NewEvent> expected, String blanks) {
    Rendering payload = new Rendering(seeded, blanks).object(3);
    NewEvent event =
        new NewEvent(
            seeded.text(1, 20),
            seeded.uuid(),
            seeded.text(1, 10),
            payload.compact(),
            seeded.instant(FROM, TO),
            1);
    expected.add(event);
    List<String> members =
        new ArrayList<>(
            List.of(
                member(blanks, "streamId", event.streamId()),
                member(blanks, "eventId", event.eventId().toString()),
                member(blanks, "eventType", event.eventType()),
                member(blanks, "occurredAt", Timestamps.format(event.occurredAt())),
                new Rendering(seeded, blanks).text("payload").mark(":").loose() + payload.loose()));
    Collections.shuffle(members, new Random(seeded.ints(0, 1000)));
    return "{" + String.join(",", members) + "}";
  }

  private String member(String blanks, String name, String text) {
    return new Rendering(seeded, blanks).text(name).mark(":").text(text).loose();
  }

  private byte[] mutated(byte[] body) {
    Buffer mutated = Buffer.buffer(body);
    for (int i = seeded.ints(1, 3); i > 0; i--) {
      int at = seeded.ints(0, mutated.length());
      int to = Math.min(mutated.length(), at + seeded.pick(0, 1, 1, 5));
      Buffer head = mutated.getBuffer(0, at);
      mutated = head.appendBytes(spliced()).appendBuffer(mutated.getBuffer(to, mutated.length()));
    }
    return mutated.getBytes();
  }

  private byte[] spliced() {
    String piece =
        seeded.pick(
            "",
            "",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            "0",
            "-",
            "e9999",
            "null",
            "\\ud83d",
            "\\u0000",
            "\ufeff",
            "//",
            "NaN",
            "{\"x\":1}");
    return seeded.oneIn(3)
        ? seeded.bytes(seeded.ints(1, 3))
        : piece.getBytes(StandardCharsets.UTF_8);
  }
}
