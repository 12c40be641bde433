package dev.stillwater.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Serves by a clock that began, with this process, at the time in {@code SHIFTED_TO}. */
public final class ShiftedServe {

  private ShiftedServe() {}

  public static void main(String[] args) {
    Duration shift = Duration.between(Instant.now(), Instant.parse(System.getenv("SHIFTED_TO")));
    InstantSource clock = () -> Instant.now().plus(shift);
    System.exit(Program.serve(ServeCommand::serve, clock));
  }
}
