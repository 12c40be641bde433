package dev.stillwater.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillwater.testing.Gzip;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Spoils bodies that are JSON, as text: so that they may be what no library writes. */
final class BodySpoiler {

  private static final int LARGER_THAN_MAY_BE = 70 * 1024;
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|[^,{}\\[\\]]+)");
  private static final List<String> LITERALS =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1e1001",
          "1e-1001",
          "1e999999999",
          "-1e2147483648",
          "170141183460469231731687303715884105727",
          "0.12345678901234567890",
          "1.",
          "01",
          "+1",
          ".5",
          "NaN",
          "Infinity",
          "'a'",
          "[]",
          "{}",
          "[[]]",
          "{\"a\":{}}",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\x\"",
          "\"\t\"",
          "\"\\u202e\"",
          "undefined",
          "//",
          "/**/1");

  private final Random random;
  private final List<BiConsumer<Draft, String>> ways =
      List.of(
          this::retyped,
          this::retyped,
          this::texts,
          this::texts,
          this::lost,
          this::unknown,
          this::repeated,
          this::deep,
          this::large,
          this::cut,
          this::trailed,
          this::flipped,
          this::packed,
          this::empty);

  BodySpoiler(Random random) {
    this.random = random;
  }

  void spoil(Draft draft) {
    ways.get(random.nextInt(ways.size())).accept(draft, draft.body.toString());
  }

  private void replace(Draft draft, String text, String replacement) {
    List<MatchResult> members = MEMBER.matcher(text).results().toList();
    if (!members.isEmpty()) {
      MatchResult member = members.get(random.nextInt(members.size()));
      String whole = replacement.isEmpty() ? "" : '"' + member.group(1) + "\":" + replacement;
      set(draft, text.substring(0, member.start()) + whole + text.substring(member.end()));
    }
  }

  private static void set(Draft draft, String text) {
    draft.body = Buffer.buffer(text);
  }

  private void retyped(Draft draft, String text) {
    draft.spoiled = "retyped member";
    replace(draft, text, LITERALS.get(random.nextInt(LITERALS.size())));
  }

  private void texts(Draft draft, String text) {
    draft.spoiled = "text of a member";
    replace(draft, text, Json.encode(HostileText.any(random)));
  }

  private void lost(Draft draft, String text) {
    draft.spoiled = "lost member";
    replace(draft, text, "");
  }

  private void unknown(Draft draft, String text) {
    draft.spoiled = "unknown member";
    set(draft, text.replaceFirst("\\{", "{\"unknown\":1,"));
    draft.refused = true;
  }

  private void repeated(Draft draft, String text) {
    draft.spoiled = "repeated member";
    set(draft, text.replaceFirst("\\{(\"\\w+\":\"[^\"]*\")", "{$1,$1"));
    draft.refused = draft.body.length() > text.getBytes(UTF_8).length;
  }

  private void deep(Draft draft, String text) {
    draft.spoiled = "deep nesting";
    int depth = 1 << (4 + random.nextInt(11));
    boolean arrays = random.nextBoolean();
    String nested =
        arrays
            ? "[".repeat(depth) + "]".repeat(depth)
            : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    replace(draft, text, nested);
  }

  private void large(Draft draft, String text) {
    draft.spoiled = "large text";
    replace(draft, text, '"' + "a".repeat(random.nextInt(2 * LARGER_THAN_MAY_BE)) + '"');
  }

  private void cut(Draft draft, String text) {
    draft.spoiled = "cut";
    draft.body = draft.body.slice(0, random.nextInt(draft.body.length()));
  }

  private void trailed(Draft draft, String text) {
    draft.spoiled = "trailed";
    set(draft, "\ufeff".repeat(random.nextInt(2)) + text + HostileText.any(random));
  }

  private void flipped(Draft draft, String text) {
    draft.spoiled = "flipped bits";
    draft.body = flipped(draft.body.getBytes());
  }

  private Buffer flipped(byte[] bytes) {
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Buffer.buffer(bytes);
  }

  private void packed(Draft draft, String text) {
    draft.spoiled = "packed";
    draft.headers.set("content-encoding", "gzip");
    byte[] packed = Gzip.of(random.nextBoolean() ? text : " ".repeat(LARGER_THAN_MAY_BE) + text);
    draft.body = random.nextBoolean() ? Buffer.buffer(packed) : flipped(packed);
  }

  private void empty(Draft draft, String text) {
    draft.spoiled = "empty body";
    draft.body = Buffer.buffer();
  }
}
