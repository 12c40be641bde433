package dev.stillwater.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** A library for browsers that is on the class path, in whatever version. */
record Webjar(String group, String name) {

  private static final String FILE = "META-INF/resources/webjars/%s/%s/%s";
  private static final String VERSION = "META-INF/maven/%s/%s/pom.properties";

  /** One of its files. Blocking: to be called off the event loop. */
  Asset file(String path) throws IOException {
    return new Asset(FILE.formatted(name, version(), path));
  }

  private String version() throws IOException {
    Properties made = new Properties();
    try (InputStream in = new Asset(VERSION.formatted(group, name)).open()) {
      made.load(in);
    }
    return made.getProperty("version");
  }
}
