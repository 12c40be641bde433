package dev.stillwater.problem;

import io.vertx.core.json.JsonObject;

/** The RFC 9457 form of a problem: {@code application/problem+json}. */
public final class ProblemJson {

  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemJson() {}

  /**
   * Renders a problem.
   *
   * @param instance a URI reference of what was asked for: a path, or an event-bus address
   */
  public static JsonObject of(ProblemException problem, String instance) {
    JsonObject json =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", problem.kind().title())
            .put("status", problem.kind().status())
            .put("detail", problem.getMessage())
            .put("instance", instance);
    problem.members().forEach(json::put);
    return json;
  }
}
