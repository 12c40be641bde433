package dev.stillwater.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What is asked for: random streams and months out of those there are.
 *
 * @param count how many different ones at the most, over and over again
 * @param path the target of a request, with {@code {stream}} and {@code {month}}
 */
record Keys(String path, int streams, String firstMonth, int months, int count, long seed) {

  static final String POINT = "/api/v1/snapshots/{stream}/{month}";
  static final String LIST = "/api/v1/snapshots/{stream}";

  static Keys from(JsonObject json) {
    return new Keys(
        json.getString("path"),
        json.getInteger("streams"),
        json.getString("firstMonth"),
        json.getInteger("months"),
        json.getInteger("count"),
        json.getLong("seed"));
  }

  JsonObject json() {
    return new JsonObject()
        .put("path", path)
        .put("streams", streams)
        .put("firstMonth", firstMonth)
        .put("months", months)
        .put("count", count)
        .put("seed", seed);
  }

  List<byte[]> requests() {
    return targets().limit(count).map(Keys::request).toList();
  }

  Stream<String> targets() {
    Random random = new Random(seed);
    return Stream.generate(
        () ->
            path.replace("{stream}", "stream-" + (1 + random.nextInt(streams)))
                .replace("{month}", month(random.nextInt(months))));
  }

  private String month(int index) {
    return YearMonth.parse(firstMonth).plusMonths(index).toString();
  }

  private static byte[] request(String target) {
    return ("GET " + target + " HTTP/1.1\r\nhost: bench\r\n\r\n").getBytes(US_ASCII);
  }
}
