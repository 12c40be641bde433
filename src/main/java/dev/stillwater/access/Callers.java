package dev.stillwater.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;

/** Callers as Vert.x has them. */
public final class Callers {

  private static final String ROLE = "role";

  private Callers() {}

  /**
   * A caller.
   *
   * @param subject tells callers apart: the id of a key, or the subject of a token
   */
  static User of(String subject, Role role) {
    return User.create(
        new JsonObject().put("sub", subject), new JsonObject().put(ROLE, role.toString()));
  }

  /** What a caller may do. */
  public static Role role(User caller) {
    return Role.of(caller.attributes().getString(ROLE)).orElseThrow();
  }
}
