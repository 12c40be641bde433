package dev.stillwater.database;

/**
 * The database cannot be had. Its message is one sentence for the operator, with no secret in it.
 */
public final class DatabaseException extends RuntimeException {

  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
