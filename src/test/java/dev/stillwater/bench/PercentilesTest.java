package dev.stillwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void areTimesThatWereMeasured() {
    List<Long> millis =
        LongStream.rangeClosed(1, 1000).mapToObj(i -> (1001 - i) * 1_000_000).toList();
    Percentiles percentiles = new Percentiles(millis);
    assertThat(percentiles.at(0.5)).isEqualTo(500);
    assertThat(percentiles.at(0.99)).isEqualTo(990);
    assertThat(percentiles.at(0.999)).isEqualTo(999);
  }

  @Test
  void areTheOneTimeThereIs() {
    assertThat(new Percentiles(List.of(3_000_000L)).at(0.01)).isEqualTo(3);
  }
}
