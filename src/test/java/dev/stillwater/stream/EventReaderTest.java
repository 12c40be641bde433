package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-02-01T00:00:00.123456789Z"));
  private static final String A = "{\"streamId\":\"a\",\"eventType\":\"t\"}";
  private static final String JSON = "a JSON object or an array of JSON objects";
  private static final String LINES = "one JSON object per line";
  private static final String UNCLEAN = "free of NUL (\\u0000) and of lone surrogates";
  private static final String LIMITS =
      "JSON with at most 512 levels, 1000 characters a number and 50000 bytes a name";

  @Test
  void readsAllMembers() {
    UUID eventId = UUID.fromString("0d6a4d2e-52a4-4c0a-9a5a-b5a1f8d5f3aa");
    String body =
        """

        {"occurredAt": "2026-01-31T23:00:00.5-01:00", "payload": {"amount": 1.10, "of": [null, true]},
         "eventId": "0D6A4D2E-52a4-4c0a-9a5a-b5a1f8d5f3aa", "eventType": "t\\u00e9", "streamId": "a/b"}
        """;
    assertThat(json(body))
        .containsExactly(
            new NewEvent(
                "a/b",
                eventId,
                "té",
                "{\"amount\":1.10,\"of\":[null,true]}",
                Instant.parse("2026-02-01T00:00:00.5Z"),
                2));
  }

  @Test
  void fillsInWhatIsMissing() {
    List<NewEvent> events = json("[" + A + "," + A + "]");
    assertThat(events)
        .allSatisfy(event -> assertThat(event.payload()).isEqualTo("{}"))
        .allSatisfy(
            event -> assertThat(event.occurredAt()).isEqualTo("2026-02-01T00:00:00.123456Z"))
        .doesNotHaveDuplicates()
        .extracting(NewEvent::eventId)
        .doesNotHaveDuplicates();
  }

  @Test
  void takesOneEventPerLine() {
    String body = "\r\n" + A + "\r\n \t\n" + A + "\n\n" + A.replace("\"a\"", "\"z\"");
    assertThat(ndjson(body)).extracting(NewEvent::line).containsExactly(2L, 4L, 6L);
  }

  @Test
  void takesNoEventsAtAll() {
    assertThat(json(" [ ] ")).isEmpty();
    assertThat(ndjson("")).isEmpty();
    assertThat(ndjson("\n \r\n\n")).isEmpty();
  }

  @Test
  void skipsByteOrderMark() {
    assertThat(json("\ufeff" + A)).hasSize(1);
    assertThat(ndjson("\ufeff" + A + "\n" + A)).hasSize(2);
    assertThat(fault(ndjson(), A + "\n\ufeff" + A)).startsWith("line 2: body must be well-formed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10",
        "170141183460469231731687303715884105727",
        "0.12345678901234567890",
        "1E400",
        "1e+1000",
        "-1.5E-01000",
        "-0",
        "-0.0",
      })
  void keepsNumbersAsTheyAreSpelt(String number) {
    assertThat(payload("[{\"n\":" + number + "}]")).isEqualTo("{\"a\":[{\"n\":" + number + "}]}");
  }

  @Test
  void takesWhatIsJustWithinTheLimits() {
    String number = "1".repeat(1000);
    assertThat(payload(number)).isEqualTo("{\"a\":" + number + "}");
    String deep = "[".repeat(510) + "]".repeat(510);
    assertThat(payload(deep)).isEqualTo("{\"a\":" + deep + "}");
    String emoji = "😀".repeat(512);
    assertThat(json(A.replace("\"a\"", '"' + emoji + '"')))
        .extracting(NewEvent::streamId)
        .containsExactly(emoji);
    assertThat(payload("\"\\ud83d\\ude00\"")).isEqualTo("{\"a\":\"😀\"}");
  }

  static Stream<Arguments> memberFaults() {
    String id = ShortText.EXPECTED;
    String time = Timestamps.EXPECTED;
    return Stream.of(
        fault("\"streamId\":\"\"", "streamId", id),
        fault("\"streamId\":null", "streamId", id),
        fault("\"streamId\":1", "streamId", id),
        fault("\"streamId\":{}", "streamId", id),
        fault("\"streamId\":\"a\\u0000\"", "streamId", id),
        fault("\"streamId\":\"\\ud800\"", "streamId", id),
        fault("\"streamId\":\"\\udc00\\ud800\"", "streamId", id),
        fault("\"streamId\":\"" + "😀".repeat(513) + "\"", "streamId", id),
        fault("\"eventType\":\"\"", "eventType", id),
        fault("\"eventType\":[]", "eventType", id),
        fault("\"eventType\":\"" + "x".repeat(513) + "\"", "eventType", id),
        fault("\"eventId\":null", "eventId", "a UUID"),
        fault("\"eventId\":\"1-1-1-1-1\"", "eventId", "a UUID"),
        fault("\"eventId\":\"0d6a4d2e52a44c0a9a5ab5a1f8d5f3aa\"", "eventId", "a UUID"),
        fault("\"eventId\":\"0d6a4d2e-52a4-4c0a-9a5a-b5a1f8d5f3a٣\"", "eventId", "a UUID"),
        fault("\"occurredAt\":null", "occurredAt", time),
        fault("\"occurredAt\":1769904000", "occurredAt", time),
        fault("\"occurredAt\":\"2026-02-30T00:00:00Z\"", "occurredAt", time),
        fault("\"payload\":null", "payload", "a JSON object"),
        fault("\"payload\":[]", "payload", "a JSON object"),
        fault("\"payload\":\"{}\"", "payload", "a JSON object"),
        fault("\"payload\":{\"a\":[\"\\u0000\"]}", "payload", UNCLEAN),
        fault("\"payload\":{\"a\\u0000\":1}", "payload", UNCLEAN),
        fault("\"payload\":{\"\\u0000a\":1}", "payload", UNCLEAN),
        fault("\"payload\":{\"a\":\"\\ud83d\"}", "payload", UNCLEAN),
        fault("\"payload\":{\"a\":\"\\ud83d😀\"}", "payload", UNCLEAN),
        fault(
            "\"payload\":{\"\\ud800\":1}",
            "body",
            "well-formed JSON (Broken surrogate pair in field name)"),
        fault(
            "\"payload\":{\"\\udc00\":1}",
            "body",
            "well-formed JSON (Unexpected low surrogate character (0xdc00) in field name)"),
        fault("\"payload\":{\"a\":1e1001}", "payload", exponent()),
        fault("\"payload\":{\"a\":-1.5E-1001}", "payload", exponent()),
        fault("\"payload\":{\"a\":1E+" + "9".repeat(900) + "}", "payload", exponent()),
        fault("\"payload\":{\"a\":" + "1".repeat(1001) + "}", "payload", LIMITS),
        fault("\"payload\":{\"a\":0." + "1".repeat(1000) + "}", "payload", LIMITS),
        fault("\"payload\":{\"a\":" + "[".repeat(511) + "}", "payload", LIMITS),
        fault("\"payload\":{\"" + "a".repeat(50_001) + "\":1}", "payload", LIMITS),
        fault(
            "\"payload\":{\"a\":1,\"\\u0061\":2}",
            "body",
            "well-formed JSON (Duplicate field 'a')"),
        fault("\"payload\":{\"ö\":1,\"ö\":2}", "body", "well-formed JSON (Duplicate field 'ö')"),
        fault("\"payload\":{ö:1}", "body", "well-formed JSON"),
        fault("\"x\":1", "x", members()),
        fault("\"streamid\":1", "streamid", members()),
        fault("\"\":1", "", members()),
        fault("\"\\u0000streamId\":\"a\"", "body", UNCLEAN),
        fault(
            "\"streamId\\ud800\":\"a\"",
            "body",
            "well-formed JSON (Broken surrogate pair in field name)"));
  }

  @ParameterizedTest
  @MethodSource("memberFaults")
  void namesLineAndMember(String member, String field, String expected) {
    String detail = field + " must be " + expected;
    assertThat(fault(ndjson(), A + "\n\n{" + member + "}\n{}")).isEqualTo("line 3: " + detail);
    String array = "[\n" + A + ",\r\n{\r\n" + member + "\n}\n]";
    assertThat(fault(EventReader.json(CLOCK), array)).isEqualTo("line 4: " + detail);
  }

  @Test
  void namesMembersThatAreMissing() {
    assertThat(fault(ndjson(), "\n{}")).isEqualTo("line 2: streamId must be " + ShortText.EXPECTED);
    assertThat(fault(ndjson(), "{\"streamId\":\"a\"}"))
        .isEqualTo("line 1: eventType must be " + ShortText.EXPECTED);
  }

  @Test
  void namesMemberThatIsGivenTwice() {
    assertThat(fault(ndjson(), "{\"streamId\":\"a\",\"streamId\":\"a\"}"))
        .isEqualTo("line 1: body must be well-formed JSON (Duplicate field 'streamId')");
  }

  static Stream<Arguments> malformedLines() {
    return Stream.of(
        Arguments.of("{\"streamId\":\"a\"", LINES),
        Arguments.of("{\"payload\":{", LINES),
        Arguments.of("{\"streamId\"", LINES),
        Arguments.of(A + A, LINES),
        Arguments.of(A + " " + A, LINES),
        Arguments.of("[" + A + "]", LINES),
        Arguments.of("[]", LINES),
        Arguments.of("1", LINES),
        Arguments.of("null", LINES),
        Arguments.of("\"a\"", LINES),
        Arguments.of(A + ",", "well-formed JSON (Unexpected character (',' (code 44)))"),
        Arguments.of(
            "{\"streamId\":\"a",
            "well-formed JSON (Illegal unquoted character ((CTRL-CHAR, code 10)))"),
        Arguments.of("{\"streamId\":tru", "well-formed JSON (Unrecognized token 'tru')"),
        Arguments.of("}", "well-formed JSON (Unexpected close marker '}')"),
        Arguments.of("// no", "well-formed JSON (Unexpected character ('/' (code 47)))"));
  }

  @ParameterizedTest
  @MethodSource("malformedLines")
  void namesTheLineThatIsMalformed(String line, String expected) {
    assertThat(fault(ndjson(), A + "\n" + line + "\n" + A + "\n"))
        .isEqualTo("line 2: body must be " + expected);
  }

  @Test
  void refusesLastLineCutShort() {
    assertThat(fault(ndjson(), A + "\n{\"streamId\""))
        .isEqualTo("line 2: body must be complete JSON");
    assertThat(fault(ndjson(), A + "\n\"")).isEqualTo("line 2: body must be complete JSON");
    assertThat(fault(ndjson(), A + "\n12")).isEqualTo("line 2: body must be " + LINES);
  }

  static Stream<Arguments> malformedBodies() {
    return Stream.of(
        fault("", "1", JSON),
        fault("\n \n", "3", JSON),
        fault("1", "1", JSON),
        fault("\ntrue", "2", JSON),
        fault("[\n1]", "2", JSON),
        fault("[\n[]]", "2", JSON),
        fault("[\n" + A + ",\nnull]", "3", JSON),
        fault(A + "\n" + A, "2", JSON),
        fault("[]\n[]", "2", JSON),
        fault("[]\n" + A, "2", JSON),
        fault("[\n" + A + "\n", "3", "complete JSON"),
        fault("{\"streamId\":\"a", "1", "complete JSON"),
        fault("[\n" + A + ",\n]", "3", "well-formed JSON (a value is missing)"),
        fault("[\n}", "2", "well-formed JSON (Unexpected close marker '}')"),
        fault("[" + A + "\n" + A, "2", "well-formed JSON (Unexpected character ('{' (code 123)))"),
        fault("{\"payload\":\n{\"a\":NaN}}", "2", "well-formed JSON (Non-standard token 'NaN')"),
        fault(
            "{\"payload\":\n{\"a\":-Infinity}}",
            "2",
            "well-formed JSON (Non-standard token '-Infinity')"),
        fault("{\"payload\":\n{\"a\":01}}", "2", "well-formed JSON (Invalid numeric value)"),
        fault(
            "{\"payload\":\n{'a':1}}",
            "2",
            "well-formed JSON (Unexpected character (''' (code 39)))"),
        fault(
            "{\"payload\":\n{\"a\":\"\\x\"}}",
            "2",
            "well-formed JSON (Unrecognized character escape 'x' (code 120))"),
        fault("/* */" + A, "1", "well-formed JSON (Unexpected character ('/' (code 47)))"));
  }

  @ParameterizedTest
  @MethodSource("malformedBodies")
  void namesTheLineOfTheFaultyToken(String body, String line, String expected) {
    assertThat(fault(EventReader.json(CLOCK), body))
        .isEqualTo("line " + line + ": body must be " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c0af",
        "c1bf",
        "e08080",
        "eda080",
        "edb080",
        "f0808080",
        "f4908080",
        "f8",
        "ff",
        "e282",
        "c3"
      })
  void refusesInvalidUtf8(String hex) {
    Buffer body =
        Buffer.buffer(A + "\n{\"streamId\":\"")
            .appendBytes(HexFormat.of().parseHex(hex))
            .appendString("\"}\n");
    for (int size : new int[] {1, 2, 1000}) {
      assertThat(fault(ndjson(), body, size)).isEqualTo("line 2: body must be valid UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"streamId\":}",
        "{\"streamId\":\"a\",}",
        "{\"payload\":{\"a\" : }}",
        "{\"payload\":{\"a\":\"\\\\\", }}",
        "{\"payload\":{\"a\":[1,]}}",
      })
  void refusesSeparatorWithoutValue(String event) {
    Buffer body = Buffer.buffer(A + "\n" + event);
    for (int size : new int[] {1, 2, 1000}) {
      assertThat(fault(ndjson(), body, size))
          .isEqualTo("line 2: body must be well-formed JSON (a value is missing)");
    }
  }

  @Test
  void takesSeparatorsInText() {
    assertThat(payload("\"\\\",}:]\"")).isEqualTo("{\"a\":\"\\\",}:]\"}");
  }

  @Test
  void refusesCharacterCutShort() {
    Buffer body = Buffer.buffer(A + "\n").appendByte((byte) 0xe2).appendByte((byte) 0x82);
    assertThat(fault(ndjson(), body, 1)).isEqualTo("line 2: body must be valid UTF-8");
  }

  @Test
  void tellsTheFirstFaultAsSoonAsItArrives() {
    EventReader reader = ndjson();
    reader.feed(Buffer.buffer(A + "\n{\"x"));
    assertThat(problem(() -> reader.feed(Buffer.buffer("\""))).members()).containsEntry("line", 2L);
  }

  private static String members() {
    return "one of the members eventId, eventType, occurredAt, payload, streamId";
  }

  private static String exponent() {
    return "free of numbers with an exponent beyond ±1000";
  }

  private static Arguments fault(String text, String where, String expected) {
    return Arguments.of(text, where, expected);
  }

  private static String payload(String value) {
    String body = A.replace("}", ",\"payload\":{\"a\":" + value + "}}");
    return json(body).get(0).payload();
  }

  private static EventReader ndjson() {
    return EventReader.ndjson(CLOCK);
  }

  private static List<NewEvent> json(String body) {
    return read(EventReader.json(CLOCK), Buffer.buffer(body), 7);
  }

  private static List<NewEvent> ndjson(String body) {
    return read(ndjson(), Buffer.buffer(body), 7);
  }

  private static List<NewEvent> read(EventReader reader, Buffer body, int size) {
    for (int i = 0; i < body.length(); i += size) {
      reader.feed(body.getBuffer(i, Math.min(i + size, body.length())));
    }
    return reader.end();
  }

  private static String fault(EventReader reader, String body) {
    return fault(reader, Buffer.buffer(body), 7);
  }

  private static String fault(EventReader reader, Buffer body, int size) {
    return problem(() -> read(reader, body, size)).getMessage();
  }

  private static ProblemException problem(Runnable reading) {
    ProblemException problem =
        Assertions.catchThrowableOfType(ProblemException.class, reading::run);
    assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID);
    assertThat(problem.members()).containsKeys("line", "field", "expected");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(problem.getMessage())).isTrue();
    return problem;
  }
}
