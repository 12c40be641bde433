package dev.stillwater.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

  private static final String ALPHABET = "aZ09-._~@:/?#%+&= '\"\\[]{}|^`<>!$*,;()äß中\u0001\u00a0";

  @Test
  void defaultsAreThoseOfLibpq() {
    String me = System.getProperty("user.name");
    assertThat(DatabaseUrl.parse("postgresql://"))
        .isEqualTo(
            new DatabaseUrl(
                "localhost", 5432, me, me, "", SslMode.PREFER, Optional.empty(), Map.of()));
    assertThat(DatabaseUrl.parse("postgres://app@db").database()).isEqualTo("app");
    assertThat(DatabaseUrl.parse("postgres://db/app\n").database()).isEqualTo("app");
  }

  @Test
  void everyPart() {
    String url =
        "postgresql://app:a:b%40c+@[fe80::1]:6543/sales%2Feu?sslmode=verify-full"
            + "&sslrootcert=/etc/ca.pem&application_name=still&options=-c%20geqo%3Doff"
            + "&search_path=eu";
    assertThat(DatabaseUrl.parse(url))
        .isEqualTo(
            new DatabaseUrl(
                "fe80::1",
                6543,
                "sales/eu",
                "app",
                "a:b@c+",
                SslMode.VERIFY_FULL,
                Optional.of(Path.of("/etc/ca.pem")),
                Map.of(
                    "application_name", "still", "options", "-c geqo=off", "search_path", "eu")));
  }

  @Test
  void jdbcUrlsHaveTheirCredentialsInTheQuery() {
    assertThat(
            DatabaseUrl.parse(
                "jdbc:postgresql://my_db/app?user=me&password=p%26q&ApplicationName=x&currentSchema=s"))
        .isEqualTo(
            new DatabaseUrl(
                "my_db",
                5432,
                "app",
                "me",
                "p&q",
                SslMode.PREFER,
                Optional.empty(),
                Map.of("application_name", "x", "search_path", "s")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
  void sslModes(String mode) {
    assertThat(DatabaseUrl.parse("postgres://db?sslmode=" + mode).sslMode().value).isEqualTo(mode);
  }

  @Test
  void whatIsEncodedComesBack() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String user = text(random);
      String password = text(random);
      String database = text(random);
      String url = "postgres://%s:%s@db/%s".formatted(enc(user), enc(password), enc(database));
      DatabaseUrl parsed = DatabaseUrl.parse(url);
      String jdbc = "jdbc:postgresql://db/%s?user=%s&password=%s";
      assertThat(parsed)
          .as("seed %d: %s", seed, url)
          .isEqualTo(
              new DatabaseUrl(
                  "db", 5432, database, user, password, SslMode.PREFER, Optional.empty(), Map.of()))
          .isEqualTo(DatabaseUrl.parse(jdbc.formatted(enc(database), enc(user), enc(password))));
      assertThat(Driver.parseURL(parsed.jdbcUrl(), null))
          .as("seed %d: %s", seed, parsed.jdbcUrl())
          .containsEntry("PGDBNAME", database)
          .doesNotContainKeys("user", "password");
    }
  }

  @Test
  void theDriverReadsWhatItIsGiven() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgres://app:secret@[::1]:99/a%20b?sslmode=verify-ca&sslrootcert=/ca+1.pem"
                + "&application_name=a%26b&options=-c%20x%3Dy&search_path=s");
    assertThat(url.jdbcUrl()).doesNotContain("app:", "user", "secret");
    Properties expected = new Properties();
    expected.putAll(
        Map.of(
            "PGHOST",
            "[::1]",
            "PGPORT",
            "99",
            "PGDBNAME",
            "a b",
            "sslmode",
            "verify-ca",
            "sslrootcert",
            "/ca+1.pem",
            "ApplicationName",
            "a&b",
            "options",
            "-c x=y",
            "currentSchema",
            "s"));
    assertThat(Driver.parseURL(url.jdbcUrl(), null)).containsAllEntriesOf(expected);
  }

  @Test
  void thePasswordIsNotInTheText() {
    assertThat(DatabaseUrl.parse("postgres://me:secret@db/app?sslmode=require"))
        .hasToString("postgresql://me:***@db:5432/app?sslmode=require");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://app:secret@db/app                  | postgresql://user:password@host:5432/database
          postgresql:app                             | postgresql://user:password@host:5432/database
          postgres://app:sec@ret@db/app              | special characters as %40
          postgres://app:sec/ret@db/app              | special characters as %40
          postgres://app:12?sec=ret@db/app           | special characters as %40
          postgres://app:sec#ret@db/app              | special characters as %40
          postgres://app:secret@db/app#secret        | special characters as %40
          postgres://app:secret@db1,db2/app          | one host
          postgres://app:secret@db1:5432,db2:5432/app| one host
          postgres://app:secret@%2Fvar%2Frun/app     | host name
          postgres://app:secret@db:sql/app           | numeric port
          postgres://app:secret@db:0/app             | from 1 to 65535
          postgres://app:secret@db:65536/app         | from 1 to 65535
          postgres://app:secret%@db/app              | % escapes
          postgres://app:secret%4@db/app             | % escapes
          postgres://app:secret%zz@db/app            | % escapes
          postgres://app:secret%-1@db/app            | % escapes
          postgres://app:secret%FF@db/app            | % escapes
          postgres://app:secret%00@db/app            | % escapes
          postgres://app:secret@db/app?sslmode=secret| sslmode is
          postgres://app:secret@db/app?secret        | name=value
          postgres://app:secret@db/app?options=a&options=b | each parameter once
          postgres://app:secret@db/app?secret=1      | without parameters other than
          jdbc:postgresql://db/app?password=x&secret=1 | without parameters other than
          """)
  void faultsSayWhatIsExpectedAndNothingOfTheUrl(String url, String expected) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("secret", "ret", "mysql");
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(1, 12);
    for (int i = 0; i < length; i++) {
      int at = random.nextInt(ALPHABET.length() + 8);
      text.appendCodePoint(
          at < ALPHABET.length() ? ALPHABET.charAt(at) : random.nextInt(0x1F600, 0x1F650));
    }
    return text.toString();
  }

  private static String enc(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
