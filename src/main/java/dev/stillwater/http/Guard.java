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
    Optional<Role> needed = callers.flatMap(some -> needed(rule));
    needed.ifPresent(
        role ->
            route
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
    return Credential.of(ctx.request())
        .map(TokenCredentials::new)
        .map(callers.orElseThrow()::authenticate)
        .orElseGet(() -> Future.failedFuture("none"))
        .recover(failure -> refuse(ctx, failure));
  }

  // whatever is wrong with a credential, who has it is told nothing of it
  private static Future<User> refuse(RoutingContext ctx, Throwable failure) {
    if (failure instanceof ProblemException problem) {
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return Future.failedFuture(new HttpException(problem.kind().status(), problem));
    }
    ctx.response().putHeader("www-authenticate", CHALLENGE);
    ProblemException problem =
        ProblemException.of(
            ProblemKind.UNAUTHORIZED,
            "a valid credential is needed, as Authorization: Bearer … or X-API-Key");
    return Future.failedFuture(new HttpException(problem.kind().status(), problem));
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
