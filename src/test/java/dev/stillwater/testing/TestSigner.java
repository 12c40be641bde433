package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens as another service would, and as it never would. */
public final class TestSigner {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String id;
  private final KeyPair keys;

  public TestSigner(String id) {
    this.id = id;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The key set of some. */
  public static JsonObject jwks(TestSigner... signers) {
    JsonArray keys = new JsonArray();
    for (TestSigner signer : signers) {
      keys.add(signer.jwk());
    }
    return new JsonObject().put("keys", keys);
  }

  /** The public key. */
  public JsonObject jwk() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("kid", id)
        .put("use", "sig")
        .put("n", text(key.getModulus()))
        .put("e", text(key.getPublicExponent()));
  }

  /** A number of a public key as a key set has it. */
  public static String text(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
  }

  /** The public key's bytes, which are no secret. */
  public byte[] publicKey() {
    return keys.getPublic().getEncoded();
  }

  /** A header for {@code RS256}. */
  public JsonObject header() {
    return new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", id);
  }

  /** A signed token with the header that it should have. */
  public String token(JsonObject claims) {
    return token(header(), claims);
  }

  /** A token with any header, signed by {@code RS256}. */
  public String token(JsonObject header, JsonObject claims) {
    return token("SHA256withRSA", header, claims);
  }

  /** A token with any header, signed by an algorithm of Java's. */
  public String token(String algorithm, JsonObject header, JsonObject claims) {
    return token(algorithm, keys.getPrivate(), header, claims);
  }

  /** A token with any header, signed by any key. */
  public static String token(
      String algorithm, PrivateKey key, JsonObject header, JsonObject claims) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(unsigned(header, claims).getBytes(UTF_8));
      return unsigned(header, claims) + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A token signed with a shared secret. */
  public static String token(byte[] secret, JsonObject header, JsonObject claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signature = mac.doFinal(unsigned(header, claims).getBytes(UTF_8));
      return unsigned(header, claims) + "." + BASE64.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Header and claims, without a signature. */
  public static String unsigned(JsonObject header, JsonObject claims) {
    return BASE64.encodeToString(header.toString().getBytes(UTF_8))
        + "."
        + BASE64.encodeToString(claims.toString().getBytes(UTF_8));
  }
}
