package dev.stillwater.stream;

/**
 * Watches for brackets that close right after a comma or colon: Jackson's non-blocking parser takes
 * them where its input is split or has blanks in between. Not thread-safe.
 */
final class SeparatorGuard {

  private boolean inString;
  private boolean escaped;
  private byte last;

  /** Takes the next byte; false if it closes what a separator has left open. */
  boolean accept(byte next) {
    if (inString) {
      inString = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return true;
    }
    boolean closing = next == '}' || next == ']';
    boolean dangling = closing && (last == ',' || last == ':');
    inString = next == '"';
    if (next > ' ') {
      last = next;
    }
    return !dangling;
  }
}
