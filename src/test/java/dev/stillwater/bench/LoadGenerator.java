package dev.stillwater.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program that sends requests, apart from those that answer and from the one that measures: a
 * line of JSON on standard input is a slice, its figures are a line on standard output.
 */
final class LoadGenerator {

  private LoadGenerator() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonObject slice = new JsonObject(line);
      List<byte[]> requests = Keys.from(slice.getJsonObject("keys")).requests();
      System.out.println(
          slice.containsKey("perSecond") ? open(slice, requests) : closed(slice, requests));
    }
  }

  private static JsonObject closed(JsonObject slice, List<byte[]> requests) throws IOException {
    try (ClosedLoop loop =
        new ClosedLoop(slice.getInteger("port"), slice.getInteger("connections"), requests)) {
      loop.run(nanos(slice, "leadMillis"));
      System.out.println("begun");
      long start = System.nanoTime();
      long answers = loop.run(nanos(slice, "millis"));
      return new JsonObject().put("answers", answers).put("nanos", System.nanoTime() - start);
    }
  }

  private static JsonObject open(JsonObject slice, List<byte[]> requests)
      throws IOException, InterruptedException {
    List<Long> times =
        new OpenLoop(requests)
            .run(
                slice.getInteger("port"),
                slice.getInteger("connections"),
                slice.getDouble("perSecond"),
                nanos(slice, "leadMillis"),
                nanos(slice, "millis"));
    return new JsonObject().put("times", new JsonArray(times));
  }

  private static long nanos(JsonObject slice, String name) {
    return TimeUnit.MILLISECONDS.toNanos(slice.getLong(name));
  }
}
