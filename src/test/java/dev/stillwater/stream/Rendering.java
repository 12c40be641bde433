package dev.stillwater.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stillwater.testing.Seeded;

/** Random JSON, written twice: as it may come, and as it is expected to be kept. */
final class Rendering {

  private final Seeded seeded;
  private final String blanks;
  private final StringBuilder loose = new StringBuilder();
  private final StringBuilder compact = new StringBuilder();

  /**
   * @param blanks the white space to scatter
   */
  Rendering(Seeded seeded, String blanks) {
    this.seeded = seeded;
    this.blanks = blanks;
  }

  String loose() {
    return loose.toString();
  }

  String compact() {
    return compact.toString();
  }

  Rendering object(int depth) {
    mark("{");
    for (int i = 0, members = seeded.ints(0, 3); i < members; i++) {
      mark(i == 0 ? "" : ",").text(i + seeded.text(0, 8)).mark(":").value(depth - 1);
    }
    return mark("}");
  }

  Rendering mark(String mark) {
    compact.append(mark);
    return blank().raw(mark).blank();
  }

  Rendering text(String text) {
    compact.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
    loose.append('"');
    for (char c : text.toCharArray()) {
      // the halves of a pair must stay alike
      boolean escaped = !Character.isSurrogate(c) && seeded.oneIn(4);
      loose.append(
          escaped
              ? "\\u%04x".formatted((int) c)
              : new String(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(c))));
    }
    loose.append('"');
    return this;
  }

  private Rendering value(int depth) {
    switch (seeded.ints(depth > 0 ? 0 : 2, 4)) {
      case 0 -> object(depth);
      case 1 -> array(depth);
      case 2 -> text(seeded.text(0, 20));
      case 3 -> mark(number());
      default -> mark(seeded.pick("true", "false", "null"));
    }
    return this;
  }

  private void array(int depth) {
    mark("[");
    for (int i = 0, elements = seeded.ints(0, 3); i < elements; i++) {
      mark(i == 0 ? "" : ",").value(depth - 1);
    }
    mark("]");
  }

  private String number() {
    return seeded.pick("", "-")
        + seeded.pick("0", "7", "170141183460469231731687303715884105727")
        + seeded.pick("", ".0", ".10", ".12345678901234567890")
        + seeded.pick("", "e0", "E400", "e+1000", "E-07");
  }

  private Rendering raw(String text) {
    loose.append(text);
    return this;
  }

  private Rendering blank() {
    for (int i = seeded.oneIn(4) ? seeded.ints(1, 3) : 0; i > 0; i--) {
      loose.append(blanks.charAt(seeded.ints(0, blanks.length() - 1)));
    }
    return this;
  }
}
