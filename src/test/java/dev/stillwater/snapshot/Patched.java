package dev.stillwater.snapshot;

import dev.stillwater.testing.ExactJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON value to which differences are applied. */
final class Patched {

  private Object root;

  private Patched(String text) {
    this.root = read(text);
  }

  static Object plainText(String text) {
    return plain(read(text));
  }

  /** A value with numbers that are equal whatever their scale. */
  static Object plain(Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<Object, Object> plain = new HashMap<>();
      members.forEach((name, member) -> plain.put(name, plain(member)));
      return plain;
    }
    if (value instanceof List<?> items) {
      return new ArrayList<>(items.stream().map(Patched::plain).toList());
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  /** Applies differences as they say: changes, additions, and removals in the reverse order. */
  static Object apply(String from, StateDiff diff) {
    Patched patched = new Patched(from);
    diff.changed().forEach(change -> patched.replace(change.path(), read(change.to())));
    diff.added().forEach(value -> patched.add(value.path(), read(value.value())));
    for (int i = diff.removed().size() - 1; i >= 0; i--) {
      patched.remove(diff.removed().get(i).path(), read(diff.removed().get(i).value()));
    }
    return plain(patched.root);
  }

  private static Object read(String text) {
    return ExactJson.read(text);
  }

  private void replace(String path, Object value) {
    if (path.isEmpty()) {
      root = value;
    } else if (parent(path) instanceof List<?>) {
      items(path).set(Integer.parseInt(name(path)), value);
    } else if (!members(path).containsKey(name(path))) {
      throw new AssertionError("nothing to replace at " + path);
    } else {
      members(path).put(name(path), value);
    }
  }

  // to an array, at its end
  private void add(String path, Object value) {
    if (parent(path) instanceof List<?>) {
      if (items(path).size() != Integer.parseInt(name(path))) {
        throw new AssertionError("not at the end: " + path);
      }
      items(path).add(value);
    } else if (members(path).containsKey(name(path))) {
      throw new AssertionError("already there: " + path);
    } else {
      members(path).put(name(path), value);
    }
  }

  // of an array, at its end
  private void remove(String path, Object value) {
    Object removed;
    if (parent(path) instanceof List<?>) {
      int last = items(path).size() - 1;
      if (last != Integer.parseInt(name(path))) {
        throw new AssertionError("not at the end: " + path);
      }
      removed = items(path).remove(last);
    } else if (!members(path).containsKey(name(path))) {
      throw new AssertionError("nothing to remove at " + path);
    } else {
      removed = members(path).remove(name(path));
    }
    if (!Objects.equals(plain(removed), plain(value))) {
      throw new AssertionError("removed " + removed + " for " + value);
    }
  }

  @SuppressWarnings("unchecked")
  private List<Object> items(String path) {
    return (List<Object>) parent(path);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> members(String path) {
    return (Map<String, Object>) parent(path);
  }

  private Object parent(String path) {
    String[] names = path.split("/", -1);
    Object value = root;
    for (int i = 1; i < names.length - 1; i++) {
      String name = unescaped(names[i]);
      value =
          value instanceof List<?> items
              ? items.get(Integer.parseInt(name))
              : ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  private static String name(String path) {
    return unescaped(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String unescaped(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}
