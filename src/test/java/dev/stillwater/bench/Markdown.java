package dev.stillwater.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Tables in Markdown on standard output, and at the end of the file that {@code bench.report} names
 * where it does.
 */
final class Markdown {

  private Markdown() {}

  static void head(String... columns) throws IOException {
    line("");
    row((Object[]) columns);
    line("| --- ".repeat(columns.length) + "|");
  }

  static void ratios(String what) throws IOException {
    head(what, "median ratio", "95% interval", "must hold", "held");
  }

  static void atLeast(String name, Ratio ratio, double limit) throws IOException {
    ratio(name, ratio, ">= " + number(limit), ratio.median() >= limit);
  }

  static void atMost(String name, Ratio ratio, double limit) throws IOException {
    ratio(name, ratio, "<= " + number(limit), ratio.median() <= limit);
  }

  /** Two alike, whose interval is the smallest difference that can be told. */
  static void alike(String name, Ratio ratio) throws IOException {
    ratio(name, ratio, "contains 1", ratio.interval().contains(1));
  }

  static void figure(String name, Ratio ratio) throws IOException {
    row(name, ratio.median(), between(ratio), "", "");
  }

  private static void ratio(String name, Ratio ratio, String limit, boolean held)
      throws IOException {
    row(name, ratio.median(), between(ratio), limit, held ? "yes" : "NO");
  }

  private static String between(Ratio ratio) {
    return number(ratio.interval().low()) + " - " + number(ratio.interval().high());
  }

  static void row(Object... cells) throws IOException {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell instanceof Double value ? number(value) : cell).append(" |");
    }
    line(row.toString());
  }

  static void line(String text) throws IOException {
    System.out.println(text);
    String report = System.getProperty("bench.report", "");
    if (!report.isEmpty()) {
      Files.writeString(
          Path.of(report), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  static String number(double value) {
    int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
