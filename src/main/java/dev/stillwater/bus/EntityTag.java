package dev.stillwater.bus;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Strong entity tags: another body, another tag. */
final class EntityTag {

  private static final int BYTES = 15;

  private EntityTag() {}

  /** The tag of a body, quoted as it stands in a header. */
  static String of(Buffer body) {
    byte[] digest = sha256().digest(body.getBytes());
    return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
