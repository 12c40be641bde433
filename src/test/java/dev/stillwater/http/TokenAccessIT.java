package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.access.Role;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import dev.stillwater.testing.TestSigner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may what, where callers have tokens. */
@ExtendWith(DatabaseExtension.class)
class TokenAccessIT {

  private static final String STREAMS = "/api/v1/streams";
  private static final String ISSUER = "https://id.example";
  private static final JsonObject UNSIGNED = new JsonObject().put("alg", "none");

  private final TestDatabase database;
  private final TestSigner signer = new TestSigner("one");
  private final TestSigner other = new TestSigner("other");
  private final long now = InstantSource.system().instant().getEpochSecond();
  @TempDir private Path directory;

  TokenAccessIT(TestDatabase database) {
    this.database = database;
  }

  private TestService start(String jwks, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 4);
    all[settings.length] = "auth.mode=jwt";
    all[settings.length + 1] = "auth.jwt.jwks=" + jwks;
    all[settings.length + 2] = "auth.jwt.issuer=" + ISSUER;
    all[settings.length + 3] = "auth.jwt.audience=stillwater";
    return TestService.start(database, InstantSource.system(), all);
  }

  private TestService startWithFile(String... settings) throws IOException {
    Path file = directory.resolve("jwks.json");
    Files.writeString(file, TestSigner.jwks(signer).encode());
    return start(file.toString(), settings);
  }

  private JsonObject claims(String role) {
    return new JsonObject()
        .put("iss", ISSUER)
        .put("aud", "stillwater")
        .put("sub", "me")
        .put("iat", now - 1)
        .put("exp", now + 600)
        .put("role", role);
  }

  @Test
  void onlyWhatTheRuleSays() throws IOException {
    try (TestService service = startWithFile()) {
      AccessMatrix matrix = new AccessMatrix(service);
      matrix.assertNobody("none");
      for (Map.Entry<String, String> bad : bad().entrySet()) {
        matrix.assertNobody(bad.getKey(), "Authorization: Bearer " + bad.getValue());
      }
      Map<Role, String> roles = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        roles.put(role, "X-API-Key: " + signer.token(claims(role.toString())));
      }
      matrix.assertRoles(roles);
      Map<Role, String> cookies = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        String token = signer.token(claims(role.toString()));
        cookies.put(role, "Cookie: stillwater-session=" + token + "\r\nOrigin: http://test");
      }
      matrix.assertRoles(cookies);
      matrix.assertNoTricks("none", null);
      matrix.assertNoTricks("write", Role.WRITE, roles.get(Role.WRITE));
    }
  }

  @Test
  void aTokenBecomesACookie() throws IOException {
    try (TestService service = startWithFile()) {
      String token = signer.token(claims("operate"));
      Answer answer = signIn(service, token);
      assertThat(answer.json())
          .isEqualTo(new JsonObject("{\"auth\":\"jwt\",\"role\":\"operate\"}"));
      assertThat(answer.header("set-cookie"))
          .startsWith("stillwater-session=" + token + "; Path=/;");
      signIn(service, signer.token(without("exp"))).problem(401);
      signIn(service, signer.token(without("role"))).problem(401);
      signIn(service, "a.b.c").problem(401);
      signIn(service, "..").problem(401);
    }
  }

  private static Answer signIn(TestService service, String token) {
    return service.post("/session", TestService.JSON, new JsonObject().put("key", token).encode());
  }

  private Map<String, String> bad() {
    JsonObject good = claims("operate");
    JsonObject header = signer.header();
    JsonObject shared = header.copy().put("alg", "HS256");
    String token = signer.token(good);
    String unsigned = TestSigner.unsigned(UNSIGNED, good);
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("unsigned", unsigned);
    bad.put("unsigned with an end", unsigned + ".");
    bad.put("unsigned with a signature", unsigned + token.substring(token.lastIndexOf('.')));
    bad.put("none, signed", signer.token(header.copy().put("alg", "none"), good));
    bad.put("NonE, signed", signer.token(header.copy().put("alg", "NonE"), good));
    bad.put("no alg", signer.token(new JsonObject().put("kid", "one"), good));
    bad.put("shared: the public key", TestSigner.token(signer.publicKey(), shared, good));
    bad.put(
        "shared: the set", TestSigner.token(signer.jwk().encode().getBytes(UTF_8), shared, good));
    bad.put("not on the list", signer.token("SHA512withRSA", algorithm("RS512"), good));
    bad.put("says another algorithm", signer.token(algorithm("ES256"), good));
    bad.put("another's key", other.token(header, good));
    bad.put("unknown key", other.token(good));
    bad.put("no key", signer.token(new JsonObject().put("alg", "RS256"), good));
    bad.put("odd key", signer.token(header.copy().put("kid", 1), good));
    bad.put("critical", signer.token(header.copy().put("crit", new JsonArray().add("x")), good));
    bad.put("changed", changed(token, good));
    bad.put("cut", token.substring(0, token.length() - 4));
    bad.put("longer", token + "." + token);
    bad.put("issuer", signer.token(good.copy().put("iss", "https://id.example.com")));
    bad.put("no issuer", signer.token(without("iss")));
    bad.put("audience", signer.token(good.copy().put("aud", "others")));
    bad.put("audiences", signer.token(good.copy().put("aud", new JsonArray().add("others"))));
    bad.put("odd audience", signer.token(good.copy().put("aud", 1)));
    bad.put("no audience", signer.token(without("aud")));
    bad.put("expired", signer.token(good.copy().put("exp", now - 31)));
    bad.put("odd end", signer.token(good.copy().put("exp", "" + (now + 600))));
    bad.put("null end", signer.token(good.copy().putNull("exp")));
    bad.put("no end", signer.token(without("exp")));
    bad.put("not yet", signer.token(good.copy().put("nbf", now + 600)));
    bad.put("of the future", signer.token(good.copy().put("iat", now + 600)));
    return bad;
  }

  private JsonObject algorithm(String name) {
    return signer.header().put("alg", name);
  }

  private JsonObject without(String claim) {
    JsonObject claims = claims("operate");
    claims.remove(claim);
    return claims;
  }

  private String changed(String token, JsonObject claims) {
    String signature = token.substring(token.lastIndexOf('.'));
    return TestSigner.unsigned(signer.header(), claims.copy().put("sub", "root")) + signature;
  }

  @Test
  void aTokenWithoutARoleIsGoodForNothing() throws IOException {
    try (TestService service = startWithFile("auth.jwt.role-claim=scope")) {
      JsonObject claims = without("role");
      assertThat(get(service, signer.token(claims)).problem(403).getString("detail"))
          .isEqualTo("this takes the role read, the credential has none");
      String scopes = signer.token(claims.copy().put("scope", "openid write read"));
      assertThat(get(service, scopes).status()).isEqualTo(200);
      JsonArray audiences = new JsonArray().add("others").add("stillwater");
      String late = signer.token(claims.copy().put("exp", now - 5).put("scope", "read"));
      assertThat(get(service, late).status()).as("within the leeway").isEqualTo(200);
      String many = signer.token(claims.copy().put("aud", audiences).put("scope", "operate"));
      assertThat(get(service, many).status()).isEqualTo(200);
    }
  }

  @Test
  void tokensMayBeSignedByEllipticCurves() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    JsonObject jwk =
        new JsonObject()
            .put("kty", "EC")
            .put("crv", "P-256")
            .put("kid", "curve")
            .put("x", TestSigner.text(point.getAffineX()))
            .put("y", TestSigner.text(point.getAffineY()));
    Path file = directory.resolve("curve.json");
    Files.writeString(file, new JsonObject().put("keys", new JsonArray().add(jwk)).encode());
    JsonObject header = new JsonObject().put("alg", "ES256").put("kid", "curve");
    String signature = "SHA256withECDSAinP1363Format";
    JsonObject claims = claims("read");
    String token = TestSigner.token(signature, keys.getPrivate(), header, claims);
    try (TestService service = start(file.toString())) {
      assertThat(get(service, token).status()).isEqualTo(200);
      get(service, signer.token(header, claims)).problem(401);
    }
  }

  @Test
  void keysComeAndGoWithTheirSet() {
    Vertx vertx = Vertx.vertx();
    AtomicReference<JsonObject> keys = new AtomicReference<>(new JsonObject());
    HttpServer server =
        vertx.createHttpServer().requestHandler(r -> r.response().end(keys.get().encode()));
    int port = TestService.await(server.listen(0, "127.0.0.1")).actualPort();
    String url = "http://127.0.0.1:" + port + "/jwks";
    try (TestService service = start(url, "auth.jwt.reload-interval=100ms")) {
      String one = signer.token(claims("read"));
      String two = other.token(claims("read"));
      assertThat(service.get("/health/ready").status()).isEqualTo(200);
      service.get(STREAMS).problem(401);
      get(service, one).problem(503);
      keys.set(TestSigner.jwks(signer));
      await().until(() -> get(service, one).status() == 200);
      keys.set(TestSigner.jwks(other));
      await().until(() -> get(service, two).status() == 200);
      await().until(() -> get(service, one).status() == 401);
      TestService.await(server.close());
      assertThat(get(service, two).status()).isEqualTo(200);
    } finally {
      TestService.await(vertx.close());
    }
  }

  private static Answer get(TestService service, String token) {
    return service.send(service.request(STREAMS).header("authorization", "Bearer " + token));
  }
}
