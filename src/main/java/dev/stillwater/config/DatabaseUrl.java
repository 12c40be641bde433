package dev.stillwater.config;

import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a PostgreSQL database is and how to log in. Immutable; its text form shows no password.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param sslRootCert the certificates that {@code verify-ca} and {@code verify-full} trust
 * @param parameters what the session starts with, by the server's names, such as {@code
 *     application_name}
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    String password,
    SslMode sslMode,
    Optional<Path> sslRootCert,
    Map<String, String> parameters) {

  /** The parameters a URL may have, by the server's name; and what the JDBC driver calls them. */
  static final Map<String, String> JDBC_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "options", "options",
          "search_path", "currentSchema");

  public DatabaseUrl {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * Reads a {@code postgres://}, {@code postgresql://} or {@code jdbc:postgresql://} URL with the
   * defaults of libpq, but an empty password where there is none. A plus sign is a plus sign.
   *
   * @throws IllegalArgumentException whose message reads after "must be" and tells nothing of the
   *     URL
   */
  public static DatabaseUrl parse(String url) {
    return DatabaseUrlParser.parse(url);
  }

  /** The URL for the JDBC driver, without user and password. */
  public String jdbcUrl() {
    StringBuilder url = new StringBuilder("jdbc:postgresql://" + address());
    sslRootCert.ifPresent(path -> url.append("&sslrootcert=").append(encode(path.toString())));
    parameters.forEach(
        (name, value) ->
            url.append('&').append(JDBC_NAMES.get(name)).append('=').append(encode(value)));
    return url.toString();
  }

  @Override
  public String toString() {
    return "postgresql://" + encode(user) + ":***@" + address();
  }

  private String address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return name + ":" + port + "/" + encode(database) + "?sslmode=" + sslMode.value;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
