package dev.stillwater.bus;

/** How long an answer may be kept by whoever got it; never by anybody between. */
public enum CachePolicy {

  /** To be asked for again each time, with its entity tag. */
  REVALIDATED("private, no-cache"),

  /** It will never be another. */
  IMMUTABLE("private, max-age=31536000, immutable");

  private final String cacheControl;

  CachePolicy(String cacheControl) {
    this.cacheControl = cacheControl;
  }

  /** The value of the header. */
  public String cacheControl() {
    return cacheControl;
  }
}
