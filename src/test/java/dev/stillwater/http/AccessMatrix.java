package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.access.Role;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks at every route of a service with every credential: only what the rule says passes. */
final class AccessMatrix {

  private static final List<String> READS = List.of("GET", "HEAD");
  private static final List<Integer> NOT_FOUND = List.of(400, 404, 405, 501);

  private final TestService service;
  private final List<TestRoute> routes = TestRoute.all();

  AccessMatrix(TestService service) {
    this.service = service;
  }

  /** Shows that a credential, as header lines, is good for nothing but what is open. */
  void assertNobody(String name, String... credential) throws IOException {
    assertThat(routes).isNotEmpty();
    for (TestRoute route : routes) {
      int status = status(route.method(), route.path(), credential);
      if (needed(route).isEmpty()) {
        assertThat(status).as("%s: %s", name, route).isNotIn(401, 403, 500);
      } else {
        assertThat(status).as("%s: %s", name, route).isEqualTo(401);
      }
    }
  }

  /** Shows that credentials, as header lines by their roles, are good for that and no more. */
  void assertRoles(Map<Role, String> credentials) throws IOException {
    assertThat(credentials).containsOnlyKeys(Role.values());
    for (Role role : Role.values()) {
      for (TestRoute route : routes) {
        int status = status(route.method(), route.path(), credentials.get(role));
        if (needed(route).filter(needed -> !role.includes(needed)).isPresent()) {
          assertThat(status).as("%s: %s", role, route).isEqualTo(403);
        } else {
          assertThat(status).as("%s: %s", role, route).isNotIn(401, 403).isLessThan(500);
        }
      }
    }
  }

  /** Shows that credentials, as header lines by their roles, are good for reads and no more. */
  void assertReadsOnly(Map<Role, String> credentials) throws IOException {
    assertThat(credentials).containsOnlyKeys(Role.values());
    for (Map.Entry<Role, String> credential : credentials.entrySet()) {
      for (TestRoute route : routes) {
        int status = status(route.method(), route.path(), credential.getValue());
        if (READS.contains(route.method())) {
          assertThat(status).as("%s: %s", credential.getKey(), route).isNotIn(401, 403, 500);
        } else {
          assertThat(status).as("%s: %s", credential.getKey(), route).isEqualTo(403);
        }
      }
    }
  }

  /** Shows that no other spelling of a path passes where the path itself would not. */
  void assertNoTricks(String name, Role role, String... credential) throws IOException {
    for (TestRoute route : routes) {
      Optional<Role> needed = needed(route);
      if (needed.isEmpty() || role != null && role.includes(needed.get())) {
        continue;
      }
      for (String path : tricks(route.path())) {
        assertRefused(name, route.method(), path, credential);
      }
      for (String method : List.of("OPTIONS", "TRACE", "PATCH", "get", "FOO")) {
        assertRefused(name, method, route.path(), credential);
      }
    }
  }

  private void assertRefused(String name, String method, String path, String... credential)
      throws IOException {
    int status = status(method, path, credential);
    assertThat(status == 401 || status == 403 || NOT_FOUND.contains(status))
        .as("%s: %s %s was answered with %d", name, method, path, status)
        .isTrue();
  }

  private static List<String> tricks(String path) {
    int last = path.lastIndexOf('/');
    String before = path.substring(0, last);
    String after = path.substring(last + 1);
    return List.of(
        "/" + path,
        path.replaceFirst("/", "/./"),
        path + "/",
        path + "//",
        path + "/.",
        path + "/%2e",
        path + ";x",
        path + ";x=/health/live",
        path + "%3Bx",
        path + "%00",
        path + "%2f",
        path + "?",
        path + "?x=/health/live",
        path + "#/health/live",
        before + "//" + after,
        before + "%2f" + after,
        before + "%2F" + after,
        before + "\\" + after,
        before + "/;/" + after,
        before + "/x/../" + after,
        before + "/%2e%2e/" + path.substring(1),
        "/health/live/.." + "/.." + path,
        "/health/live;" + path,
        "/health/live/%2e%2e/%2e%2e" + path,
        "/health/live%2f..%2f.." + path,
        path.toUpperCase(Locale.ROOT),
        before + "/" + escaped(after),
        "http://test" + path);
  }

  private static String escaped(String segment) {
    return segment.isEmpty()
        ? segment
        : "%%%02x%s".formatted((int) segment.charAt(0), segment.substring(1));
  }

  private static Optional<Role> needed(TestRoute route) {
    return switch (route.rule()) {
      case OPEN -> Optional.empty();
      case READ, METRICS, DOCS -> Optional.of(Role.READ);
      case WRITE -> Optional.of(Role.WRITE);
      case OPERATE -> Optional.of(Role.OPERATE);
    };
  }

  private int status(String method, String target, String... headers) throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(RawHttp.head(method, target, headers));
      return http.receiveStatus();
    }
  }
}
