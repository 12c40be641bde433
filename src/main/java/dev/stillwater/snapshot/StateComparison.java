package dev.stillwater.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Compares two JSON values as jsonb does, in one pass over the texts that it gives them: there,
 * each name is once in an object, all objects have their names in the same order, and numbers have
 * no exponents. Arrays are compared position by position. Not thread-safe.
 */
final class StateComparison {

  // a path is repeated for each difference under it, and can be nearly as long as the state
  private static final int MAX_SIZE = 32 << 20;
  // about what a difference takes beside its texts
  private static final int OWN_SIZE = 100;
  private static final Comparator<byte[]> NAMES =
      Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

  private final StateReader from;
  private final StateReader to;
  private final StringBuilder path = new StringBuilder();
  private final List<StateDiff.Value> added = new ArrayList<>();
  private final List<StateDiff.Value> removed = new ArrayList<>();
  private final List<StateDiff.Change> changed = new ArrayList<>();
  private long size;

  private StateComparison(StateReader from, StateReader to) {
    this.from = from;
    this.to = to;
  }

  /**
   * How one value differs from another.
   *
   * @throws ProblemException of kind UNPROCESSABLE, if they are nested too deeply or if the
   *     differences are too large to be told
   */
  static StateDiff of(String from, String to) {
    try {
      StateComparison comparison = new StateComparison(new StateReader(from), new StateReader(to));
      comparison.compare();
      return new StateDiff(comparison.added, comparison.removed, comparison.changed);
    } catch (StreamConstraintsException e) {
      throw unprocessable("states of more than " + StateReader.MAX_DEPTH + " levels");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare() throws IOException {
    if (bothAre(JsonToken.START_OBJECT)) {
      compareMembers();
    } else if (bothAre(JsonToken.START_ARRAY)) {
      compareItems();
    } else if (!areEqualScalars()) {
      change(from.value(), to.value());
    }
  }

  private boolean bothAre(JsonToken token) {
    return from.token() == token && to.token() == token;
  }

  private boolean areEqualScalars() throws IOException {
    if (from.token().isNumeric() && to.token().isNumeric()) {
      return withoutScale(from.text()).equals(withoutScale(to.text()));
    }
    return from.token().isScalarValue()
        && from.token() == to.token()
        && from.text().equals(to.text());
  }

  private static String withoutScale(String number) {
    int end = number.length();
    if (number.indexOf('.') >= 0) {
      while (number.charAt(end - 1) == '0') {
        end--;
      }
      end -= number.charAt(end - 1) == '.' ? 1 : 0;
    }
    return number.substring(0, end);
  }

  private void compareMembers() throws IOException {
    from.next();
    to.next();
    while (from.hasMore() || to.hasMore()) {
      int order = orderOfNames();
      String name = order <= 0 ? from.text() : to.text();
      advance(order);
      compareUnder(name, order);
    }
  }

  private int orderOfNames() throws IOException {
    return from.hasMore() && to.hasMore()
        ? NAMES.compare(from.text().getBytes(UTF_8), to.text().getBytes(UTF_8))
        : presence();
  }

  private void compareItems() throws IOException {
    from.next();
    to.next();
    for (int i = 0; from.hasMore() || to.hasMore(); i++) {
      compareUnder(Integer.toString(i), presence());
    }
  }

  // negative where only the first has more, positive where only the second has
  private int presence() {
    return Boolean.compare(to.hasMore(), from.hasMore());
  }

  /** Compares a member or item: it is in the first only (negative), the second only, or both. */
  private void compareUnder(String name, int presence) throws IOException {
    int parent = path.length();
    path.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    if (presence == 0) {
      compare();
    } else {
      List<StateDiff.Value> values = presence < 0 ? removed : added;
      String value = (presence < 0 ? from : to).value();
      values.add(new StateDiff.Value(told(value.length()), value));
    }
    path.setLength(parent);
    advance(presence);
  }

  private void advance(int presence) throws IOException {
    if (presence <= 0) {
      from.next();
    }
    if (presence >= 0) {
      to.next();
    }
  }

  private void change(String before, String after) {
    changed.add(new StateDiff.Change(told(before.length() + after.length()), before, after));
  }

  private String told(long length) {
    size += OWN_SIZE + path.length() + length;
    if (size > MAX_SIZE) {
      throw unprocessable("differences of more than " + MAX_SIZE + " characters");
    }
    return path.toString();
  }

  private static ProblemException unprocessable(String what) {
    return ProblemException.of(ProblemKind.UNPROCESSABLE, what + " are not told");
  }
}
