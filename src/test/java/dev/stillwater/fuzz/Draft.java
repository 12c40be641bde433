package dev.stillwater.fuzz;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A request in the making; paths and query parameters are as they go over the wire. */
final class Draft {

  final String operation;
  String method;
  String path;
  final List<String> query = new ArrayList<>();
  final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  Buffer body = Buffer.buffer();
  // what was done to it, and whether that must be refused
  String spoiled = "nothing";
  boolean refused;

  Draft(String operation, String method, String path) {
    this.operation = operation;
    this.method = method;
    this.path = path;
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  @Override
  public String toString() {
    String text = body.toString();
    String start = text.length() > 300 ? text.substring(0, 300) + "…" : text;
    return "%s (%s): %s %s%n%s%n%s".formatted(operation, spoiled, method, target(), headers, start);
  }
}
