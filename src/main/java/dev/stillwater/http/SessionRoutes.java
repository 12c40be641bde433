package dev.stillwater.http;

import dev.stillwater.access.Role;
import dev.stillwater.bus.Reply;
import dev.stillwater.config.AuthMode;
import dev.stillwater.config.SettingsReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Signs browsers in and out, and tells them what they may. Nothing is kept of a session here. */
final class SessionRoutes {

  private static final String PATH = "/session";

  private final Guard guard;
  private final AuthMode mode;
  private final Bodies bodies;

  SessionRoutes(Guard guard, AuthMode mode, Bodies bodies) {
    this.guard = guard;
    this.mode = mode;
    this.bodies = bodies;
  }

  /**
   * Mounts them.
   *
   * @param signIns are let in by their bodies
   */
  void mount(Routes routes, Routes signIns) {
    routes.open(PATH).handler(this::tell);
    signIns.open(HttpMethod.POST, PATH).handler(SameOrigin::guardSession).handler(this::signIn);
    routes.open(HttpMethod.DELETE, PATH).handler(SameOrigin::guardSession).handler(this::signOut);
  }

  private void tell(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    Answers.send(ctx, guard.role(Credential.of(ctx.request())).map(this::session));
  }

  private void signIn(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    Requests.requireJson(ctx);
    WholeBody body = new WholeBody();
    Answers.send(ctx, bodies.with(ctx, body, () -> signIn(ctx, SignIn.read(body.buffer()).key())));
  }

  private Future<Reply> signIn(RoutingContext ctx, String key) {
    return guard
        .role(Optional.of(key).filter(SessionCookie::holds))
        .map(role -> signedIn(ctx, key, role));
  }

  private Reply signedIn(RoutingContext ctx, String key, Optional<Role> role) {
    if (role.isEmpty()) {
      throw Guard.unauthorized(ctx, "this key is unknown, has no role, has ended or was revoked");
    }
    if (mode != AuthMode.NONE) {
      SessionCookie.set(ctx.request(), key);
    }
    return session(role);
  }

  private void signOut(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    SessionCookie.drop(ctx.request());
    Answers.send(ctx, Future.succeededFuture(notKept(Reply.noContent())));
  }

  private Reply session(Optional<Role> role) {
    JsonObject session =
        new JsonObject()
            .put("auth", SettingsReader.written(mode))
            .put("role", role.map(Role::toString).orElse(null));
    return notKept(Reply.ok(session.toBuffer()));
  }

  private static Reply notKept(Reply reply) {
    return reply.with(Reply.CACHE_CONTROL, "no-store");
  }
}
