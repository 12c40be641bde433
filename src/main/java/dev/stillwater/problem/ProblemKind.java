package dev.stillwater.problem;

/** The kinds of refusal and failure, each with the HTTP status and title it is answered with. */
public enum ProblemKind {
  INVALID(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  BODY_TIMEOUT(408, "Request Timeout"),
  CONFLICT(409, "Conflict"),
  TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  UNPROCESSABLE(422, "Unprocessable Content"),
  TOO_MANY(429, "Too Many Requests"),
  HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
  FAILED(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  UNAVAILABLE(503, "Service Unavailable"),
  HTTP_VERSION(505, "HTTP Version Not Supported");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /**
   * The kind that answers with a status; other client errors count as INVALID, all else as FAILED.
   */
  public static ProblemKind ofStatus(int status) {
    for (ProblemKind kind : values()) {
      if (kind.status == status) {
        return kind;
      }
    }
    return status >= 400 && status < 500 ? INVALID : FAILED;
  }
}
