package dev.stillwater.dashboard;

import java.util.Set;
import java.util.TreeSet;

/**
 * The test classes that were left out for want of a browser; says so at the end of the JVM's tests.
 */
final class LeftOut implements AutoCloseable {

  static final String REASON =
      "no browser: neither chromium, chromium-browser nor google-chrome is on the path, and "
          + BrowserProgram.NAME
          + " names none";

  private final Set<String> classes = new TreeSet<>();

  void add(Class<?> testClass) {
    classes.add(testClass.getSimpleName());
  }

  @Override
  public void close() {
    System.out.printf("LEFT OUT: the dashboard was not tested %s (%s)%n", classes, REASON);
  }
}
