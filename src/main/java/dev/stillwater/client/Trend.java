package dev.stillwater.client;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * A number in a stream's state over the months.
 *
 * @param points oldest month first
 */
public record Trend(String streamId, String field, List<Point> points) {

  public Trend {
    points = List.copyOf(points);
  }

  /**
   * The number in one month's snapshot.
   *
   * @param value with all its digits; empty where the field is not there or is no number
   */
  public record Point(YearMonth month, Optional<BigDecimal> value) {

    private static Point of(Answer answer) throws IOException {
      return new Point(answer.month("month"), answer.optionalDecimal("value"));
    }
  }

  static Trend of(Answer answer) throws IOException {
    return new Trend(
        answer.text("streamId"), answer.text("field"), answer.list("points", Point::of));
  }
}
