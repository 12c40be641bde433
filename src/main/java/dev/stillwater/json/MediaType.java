package dev.stillwater.json;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Media types of bodies. */
public final class MediaType {

  public static final String NDJSON = "application/x-ndjson";

  private static final Pattern IN_UTF_8 =
      Pattern.compile("\\s*([^;\\s]+)\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?");

  private MediaType() {}

  /** The type in lower case without parameters; empty where it is absent or not in UTF-8. */
  public static String of(String contentType) {
    Matcher matcher =
        IN_UTF_8.matcher(contentType == null ? "" : contentType.toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
