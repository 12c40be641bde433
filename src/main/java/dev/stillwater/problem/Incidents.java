package dev.stillwater.problem;

import dev.stillwater.trace.Origin;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of ours: logged once, whole; told to the caller by an id alone. */
public final class Incidents {

  private static final Logger log = LoggerFactory.getLogger(Incidents.class);

  private Incidents() {}

  /** Logs a failure to answer, and gives the problem that stands for it. */
  public static ProblemException report(Throwable failure, Origin origin) {
    String id = UUID.randomUUID().toString();
    origin
        .on(log.atError())
        .addKeyValue("incidentId", id)
        .setCause(failure)
        .log("unexpected failure {} of request {}", id, origin.requestId());
    return ProblemException.of(
        ProblemKind.FAILED,
        "something went wrong here; it is logged under this id",
        Map.of("id", id));
  }
}
