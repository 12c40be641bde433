package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");

  private final StandingBuilder april = new StandingBuilder(APRIL);

  @Test
  void isOpenWhereNothingHasSucceeded() {
    assertThat(april.build().isOpen()).isTrue();
  }

  @Test
  void isOpenUntilARunThatStartedFromThenOnHasSucceeded() {
    assertThat(april.succeeded(APRIL.minusNanos(1000)).build().isOpen()).isTrue();
    assertThat(april.succeeded(APRIL).build().isOpen()).isFalse();
    assertThat(april.succeeded(APRIL.plusSeconds(1)).build().isOpen()).isFalse();
  }

  @Test
  void nothingIsDueBeforeTheInstallation() {
    assertThat(april.installed(APRIL).build().isOpen()).isTrue();
    assertThat(april.installed(APRIL.plusNanos(1000)).build().isOpen()).isFalse();
  }

  @Test
  void isDoneUntilTheLastSuccessOrTheInstallation() {
    Instant installed = Instant.parse("2026-02-10T00:00:00Z");
    april.installed(installed);
    assertThat(april.build().doneUntil()).isEqualTo(installed);
    assertThat(april.succeeded(installed.minusSeconds(1)).build().doneUntil()).isEqualTo(installed);
    assertThat(april.succeeded(APRIL).build().doneUntil()).isEqualTo(APRIL);
  }
}
