package dev.stillwater.schedule;

import java.time.Instant;

/** What a history needs of the ledger: the real one, or one that is simulated. */
public interface Ledger {

  /** A new installation, without runs. */
  void install(Instant at);

  /** Ends runs whose session is gone. */
  void endDead(Instant now);

  Standing standing(Instant due);

  /** Begins a run for a due instant; false where one is going, or it is not due any more. */
  boolean begin(DueRun run, Instant startedAt);

  /** Begins a run that somebody asked for; false where one is going. */
  boolean beginManual(Instant startedAt);

  void end(boolean succeeded, Instant at);

  /** The session of the run that is going is lost. */
  void lose();

  void pause(boolean paused, Instant at);
}
