package dev.stillwater.config;

import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads database URLs. Its faults never quote the URL, whatever part a password strayed into. */
final class DatabaseUrlParser {

  // a raw @ anywhere but before the host means that part of a password is taken for something else
  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres(?:ql)?)://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<address>[^@/?#]*)(?:/(?<database>[^@/?#]*))?(?:\\?(?<query>[^@#]*))?");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[(?<ipv6>[\\p{XDigit}:.]+)]|(?<host>[\\w.-]*))(?::(?<port>\\d{0,5}))?");
  private static final Map<String, String> SERVER_NAMES =
      Map.of("ApplicationName", "application_name", "currentSchema", "search_path");

  private DatabaseUrlParser() {}

  static DatabaseUrl parse(String text) {
    Matcher url = URL.matcher(text.strip());
    check(
        url.matches(),
        "a URL as postgresql://user:password@host:5432/database, special characters as %40");
    check(!url.group("address").contains(","), "a URL of one host: several are not supported");
    Matcher address = ADDRESS.matcher(url.group("address"));
    check(address.matches(), "a URL with a host name, IPv4 or [IPv6] address and a numeric port");
    Map<String, String> query = query(url.group("query"));
    String user =
        taken(query, "user", url.group("user")).orElseGet(() -> System.getProperty("user.name"));
    return new DatabaseUrl(
        part(address.group("ipv6")).or(() -> part(address.group("host"))).orElse("localhost"),
        part(address.group("port")).map(DatabaseUrlParser::port).orElse(5432),
        part(url.group("database")).orElse(user),
        user,
        taken(query, "password", url.group("password")).orElse(""),
        taken(query, "sslmode", null).map(DatabaseUrlParser::sslMode).orElse(SslMode.PREFER),
        taken(query, "sslrootcert", null).map(Path::of),
        parameters(query));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      check(parts.length == 2, "a URL whose parameters are name=value, joined by &");
      String name = SERVER_NAMES.getOrDefault(parts[0], parts[0]);
      check(query.put(name, decode(parts[1])) == null, "a URL with each parameter once");
    }
    return query;
  }

  private static Map<String, String> parameters(Map<String, String> rest) {
    check(
        DatabaseUrl.JDBC_NAMES.keySet().containsAll(rest.keySet()),
        "a URL without parameters other than user, password, sslmode, sslrootcert,"
            + " application_name, options and search_path");
    return rest;
  }

  /** What the query says, or else the part before it, as in libpq. */
  private static Optional<String> taken(Map<String, String> query, String name, String otherwise) {
    return Optional.ofNullable(query.remove(name))
        .filter(s -> !s.isEmpty())
        .or(() -> part(otherwise));
  }

  private static Optional<String> part(String encoded) {
    return Optional.ofNullable(encoded).filter(s -> !s.isEmpty()).map(DatabaseUrlParser::decode);
  }

  private static String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      // the decoder puts U+FFFD where bytes are not UTF-8; PostgreSQL takes no NUL
      check(decoded.chars().noneMatch(c -> c == '\uFFFD' || c == 0), "");
      return decoded;
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(
          "a URL whose % escapes are UTF-8 in two hexadecimal digits each, % itself as %25");
    }
  }

  private static int port(String digits) {
    int port = Integer.parseInt(digits);
    check(port >= 1 && port <= 65535, "a URL whose port is from 1 to 65535");
    return port;
  }

  private static SslMode sslMode(String value) {
    try {
      return SslMode.of(value);
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(
          "a URL whose sslmode is disable, allow, prefer, require, verify-ca or verify-full");
    }
  }

  private static void check(boolean met, String expected) {
    if (!met) {
      throw new IllegalArgumentException(expected);
    }
  }
}
