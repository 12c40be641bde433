package dev.stillwater.snapshot;

import dev.stillwater.testing.Seeded;
import io.vertx.core.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random JSON as maps, lists, text and decimals, and its text as jsonb gives it. */
final class RandomState {

  private static final Comparator<String> JSONB_ORDER =
      Comparator.<String>comparingInt(name -> utf8(name).length)
          .thenComparing((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));

  private final Seeded seeded;
  private final List<String> names = new ArrayList<>(List.of("", "a", "b", "~", "/", "~1", "0"));

  RandomState(Seeded seeded) {
    this.seeded = seeded;
    for (int i = 0; i < 20; i++) {
      names.add(seeded.text(1, 4));
    }
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, Object> object(int depth) {
    Map<String, Object> members = new TreeMap<>(JSONB_ORDER);
    for (int i = seeded.ints(0, 6); i > 0; i--) {
      members.put(seeded.pick(names), value(depth - 1));
    }
    return members;
  }

  private Object value(int depth) {
    return switch (seeded.ints(0, depth > 0 ? 5 : 3)) {
      case 0 -> seeded.text(0, 5);
      case 1 -> number();
      case 2 -> seeded.oneIn(2);
      case 3 -> null;
      case 4 -> list(depth);
      default -> object(depth);
    };
  }

  private BigDecimal number() {
    BigInteger digits = new BigInteger(seeded.bytes(seeded.pick(1, 1, 1, 20)));
    return new BigDecimal(digits, seeded.ints(0, 3));
  }

  private List<Object> list(int depth) {
    List<Object> items = new ArrayList<>();
    for (int i = seeded.ints(0, 4); i > 0; i--) {
      items.add(value(depth - 1));
    }
    return items;
  }

  /** The same with some changes. */
  Object changed(Object value) {
    if (seeded.oneIn(8)) {
      return value(2);
    }
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> others = object(2);
      members.forEach(
          (name, member) -> {
            if (!seeded.oneIn(5)) {
              others.put((String) name, changed(member));
            }
          });
      return others;
    }
    if (value instanceof List<?> items) {
      List<Object> others =
          new ArrayList<>(items.stream().limit(seeded.ints(0, 5)).map(this::changed).toList());
      others.addAll(seeded.oneIn(3) ? list(1) : List.of());
      return others;
    }
    return value instanceof BigDecimal number ? number.setScale(number.scale() + 1) : value;
  }

  static String text(Object value) {
    if (value instanceof Map<?, ?> members) {
      return members.entrySet().stream()
          .map(member -> Json.encode(member.getKey()) + ": " + text(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> items) {
      return items.stream().map(RandomState::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof BigDecimal number ? number.toPlainString() : Json.encode(value);
  }
}
