package dev.stillwater.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import java.util.Optional;

/** Callers as Vert.x has them. */
public final class Callers {

  private static final String ROLE = "role";
  private static final String SUBJECT = "sub";

  private Callers() {}

  /**
   * A caller.
   *
   * @param subject tells callers apart: the id of a key, or the subject of a token
   */
  static User of(String subject, Optional<Role> role) {
    JsonObject attributes = new JsonObject();
    role.ifPresent(some -> attributes.put(ROLE, some.toString()));
    return User.create(new JsonObject().put(SUBJECT, subject), attributes);
  }

  /** What a caller may do; empty for nothing but what is open. */
  public static Optional<Role> role(User caller) {
    return Role.of(caller.attributes().getString(ROLE));
  }

  /** What tells a caller from others. */
  public static String subject(User caller) {
    return caller.principal().getString(SUBJECT);
  }
}
