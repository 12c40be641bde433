package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Paths as they were sent: their segments, percent-decoded once, strictly. */
final class Paths {

  private Paths() {}

  /**
   * Splits a path.
   *
   * @throws ProblemException where it has empty or dot segments, which would route elsewhere than
   *     written, or an escape that is no UTF-8
   */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = Math.min(1, path.length());
    for (int end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
      segments.add(decode("path", path.substring(start, end)));
      start = end + 1;
    }
    segments.add(decode("path", path.substring(start)));
    int last = segments.size() - 1;
    for (int i = 0; i <= last; i++) {
      String segment = segments.get(i);
      if (segment.equals(".") || segment.equals("..") || segment.isEmpty() && i < last) {
        throw ProblemException.of(ProblemKind.NOT_FOUND, "nothing is found under this path");
      }
    }
    return segments;
  }

  /**
   * Decodes percent escapes; what is beyond ASCII must be escaped, for else its encoding is a
   * guess.
   *
   * @param part what the text is of the URI, to be named where it is at fault
   */
  static String decode(String part, String text) {
    if (isPlain(text)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    try {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '%') {
          bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
          i += 2;
        } else {
          bytes.write(requireAscii(text.charAt(i)));
        }
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
      throw ProblemException.invalid(part, "percent-encoded UTF-8");
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 || text.charAt(i) == '%') {
        return false;
      }
    }
    return true;
  }

  private static char requireAscii(char c) {
    if (c >= 0x80) {
      throw new IllegalArgumentException("not ASCII");
    }
    return c;
  }
}
