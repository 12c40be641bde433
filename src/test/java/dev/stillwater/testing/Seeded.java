package dev.stillwater.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Random values from a seed that is printed, so that a failure can be repeated with {@code
 * -Dstillwater.test.seed=…}. Not thread-safe.
 */
public final class Seeded {

  private static final String SEED = "stillwater.test.seed";

  private final SplittableRandom random;

  private Seeded(SplittableRandom random) {
    this.random = random;
  }

  /** Values that differ from run to run, unless the seed is set. */
  public static Seeded create() {
    long seed = Long.getLong(SEED, new SplittableRandom().nextLong());
    System.out.println(SEED + "=" + seed);
    return new Seeded(new SplittableRandom(seed));
  }

  /** Other values, for another thread; they follow from the same seed. */
  public Seeded split() {
    return new Seeded(random.split());
  }

  /** A number from {@code min} to {@code max}, both inclusive. */
  public int ints(int min, int max) {
    return (int) longs(min, max);
  }

  /** A number from {@code min} to {@code max}, both inclusive; {@code max} is not the largest. */
  public long longs(long min, long max) {
    return random.nextLong(min, max + 1);
  }

  /** True once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @SafeVarargs
  public final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The same in another order. */
  public <T> List<T> shuffled(List<T> items) {
    List<T> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    return shuffled;
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Text of ASCII, controls, other scripts and emoji, without NUL and lone surrogates. */
  public String text(int minCodePoints, int maxCodePoints) {
    StringBuilder text = new StringBuilder();
    for (int i = ints(minCodePoints, maxCodePoints); i > 0; i--) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  /** An instant in whole microseconds, {@code from} inclusive, {@code to} exclusive. */
  public Instant instant(Instant from, Instant to) {
    return Instant.EPOCH.plus(random.nextLong(micros(from), micros(to)), ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private int codePoint() {
    return switch (ints(0, 5)) {
      case 0 -> ints(1, 0x1f);
      case 1 -> pick((int) '"', (int) '\\', (int) '/', 0x7f, 0x2028, 0xfeff, 0xffff);
      case 2 -> ints(0x80, 0x7ff);
      case 3 -> pick(ints(0x800, 0xd7ff), ints(0xe000, 0xffff));
      case 4 -> pick(ints(0x1f300, 0x1f6ff), ints(0x10000, 0x10ffff));
      default -> ints(' ', '~');
    };
  }
}
