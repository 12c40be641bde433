package dev.stillwater.http;

import dev.stillwater.access.Access;
import dev.stillwater.access.Callers;
import dev.stillwater.access.Role;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.util.Optional;

/** Lets callers pass to a route by its rule: the one place that decides who may what. */
final class Guard {

  private static final String CHALLENGE = "Bearer realm=\"stillwater\"";
  private static final String RETRY_SECONDS = "5";

  private final Optional<AuthenticationProvider> callers;
  private final boolean openMetrics;
  private final boolean openDocs;

  /** For the verticle that is starting. */
  Guard(Access access) {
    this(access.forVerticle(), access.settings().openMetrics(), access.settings().openDocs());
  }

  private Guard(Optional<AuthenticationProvider> callers, boolean openMetrics, boolean openDocs) {
    this.callers = callers;
    this.openMetrics = openMetrics;
    this.openDocs = openDocs;
  }

  /** Lets anybody pass anywhere. */
  static Guard none() {
    return new Guard(Optional.empty(), true, true);
  }

  /** Puts itself before whatever the route will be handled by. */
  Route before(Route route, RouteRule rule) {
    // of this kind, it comes before who asks for a credential
    SecurityPolicyHandler ownCookies = SameOrigin::guardCookie;
    Optional<Role> needed = callers.flatMap(some -> needed(rule));
    needed.ifPresent(
        role ->
            route
                .handler(ownCookies)
                .handler(SimpleAuthenticationHandler.create().authenticate(this::authenticate))
                .handler(ctx -> authorize(ctx, role)));
    return route;
  }

  private Optional<Role> needed(RouteRule rule) {
    return switch (rule) {
      case OPEN -> Optional.empty();
      case READ -> Optional.of(Role.READ);
      case WRITE -> Optional.of(Role.WRITE);
      case OPERATE -> Optional.of(Role.OPERATE);
      case METRICS -> openMetrics ? Optional.empty() : Optional.of(Role.READ);
      case DOCS -> openDocs ? Optional.empty() : Optional.of(Role.READ);
    };
  }

  private Future<User> authenticate(RoutingContext ctx) {
    return check(Credential.of(ctx.request())).recover(failure -> refuse(ctx, failure));
  }

  private Future<User> check(Optional<String> credential) {
    return credential
        .map(TokenCredentials::new)
        .map(callers.orElseThrow()::authenticate)
        .orElseGet(() -> Future.failedFuture("none"));
  }

  /**
   * What a credential is good for: everything where callers are not told apart, empty for nothing.
   * It fails with a {@link ProblemException} where that cannot be told.
   */
  Future<Optional<Role>> role(Optional<String> credential) {
    if (callers.isEmpty()) {
      return Future.succeededFuture(Optional.of(Role.OPERATE));
    }
    return check(credential)
        .map(Callers::role)
        .recover(
            failure ->
                failure instanceof ProblemException
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture(Optional.empty()));
  }

  // whatever is wrong with a credential, who has it is told nothing of it
  private static Future<User> refuse(RoutingContext ctx, Throwable failure) {
    if (failure instanceof ProblemException problem) {
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return Future.failedFuture(new HttpException(problem.kind().status(), problem));
    }
    ProblemException problem =
        unauthorized(ctx, "a valid credential is needed, as Authorization: Bearer … or X-API-Key");
    return Future.failedFuture(new HttpException(problem.kind().status(), problem));
  }

  /** The refusal of a credential, which goes with a header of its own. */
  static ProblemException unauthorized(RoutingContext ctx, String detail) {
    ctx.response().putHeader("www-authenticate", CHALLENGE);
    return ProblemException.of(ProblemKind.UNAUTHORIZED, detail);
  }

  private static void authorize(RoutingContext ctx, Role needed) {
    Optional<Role> role = Callers.role(ctx.user());
    if (role.filter(some -> some.includes(needed)).isEmpty()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "this takes the role %s, the credential has %s"
              .formatted(needed, role.map(Role::toString).orElse("none")));
    }
    ctx.next();
  }
}
