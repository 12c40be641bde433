package dev.stillwater.access;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole key, as its holder has it: an id that may be shown, and 256 random bits that may not.
 *
 * @param id by which the key is listed and revoked
 */
record KeyText(String id, String text) {

  private static final Pattern FORM = Pattern.compile("sw_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final int ID_START = 3;

  /** A new key, unlike any other. */
  static KeyText generate(SecureRandom random) {
    String id = HexFormat.of().formatHex(bytes(random, ID_BYTES));
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String secret = base64.encodeToString(bytes(random, SECRET_BYTES));
    return new KeyText(id, "sw_" + id + "_" + secret);
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The key of a text; empty where no key looks like that. */
  static Optional<KeyText> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new KeyText(text.substring(ID_START, ID_START + 2 * ID_BYTES), text))
        : Optional.empty();
  }

  /** What is kept of it. */
  Buffer hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Buffer.buffer(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id alone. */
  @Override
  public String toString() {
    return id;
  }
}
