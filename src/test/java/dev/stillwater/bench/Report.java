package dev.stillwater.bench;

import java.util.Locale;

/** A plain table on standard output, line by line as figures come in. */
final class Report {

  private static final String LINE = "%-58s %12s %24s %9s  %s%n";

  private Report() {}

  static void head(String what) {
    System.out.printf(LINE, what, "median", "min - max", "limit", "met");
  }

  static void atMost(String name, Ratio ratio, double limit) {
    line(name, ratio, "<= " + number(limit), ratio.median() <= limit ? "yes" : "NO");
  }

  static void atLeast(String name, Ratio ratio, double limit) {
    line(name, ratio, ">= " + number(limit), ratio.median() >= limit ? "yes" : "NO");
  }

  /** A figure without a limit. */
  static void figure(String name, Ratio figure) {
    line(name, figure, "", "");
  }

  private static void line(String name, Ratio ratio, String limit, String met) {
    String range = number(ratio.min()) + " - " + number(ratio.max());
    System.out.printf(LINE, name, number(ratio.median()), range, limit, met);
  }

  private static String number(double value) {
    int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
