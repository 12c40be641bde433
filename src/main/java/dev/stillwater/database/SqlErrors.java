package dev.stillwater.database;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failure of the database means, told by its SQLSTATE and never by its text. */
public final class SqlErrors {

  private static final String NO_PARTITION_OR_CHECK = "23514";
  private static final Set<String> LOST_RACE = Set.of("40001", "40P01", "55P03");
  private static final String QUERY_CANCELED = "57014";
  private static final Set<String> STALE_PLAN = Set.of("0A000", "26000");
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String SESSION_ENDED = "57P01";
  private static final Set<String> BAD_TEXT = Set.of("22021", "22P02", "22P05");

  private SqlErrors() {}

  /** Whether the same transaction, tried again, may well succeed. */
  public static boolean isLostRace(Throwable failure) {
    return LOST_RACE.contains(state(failure));
  }

  /** Whether a statement was prepared for a table that has changed since. */
  static boolean isStalePlan(Throwable failure) {
    return STALE_PLAN.contains(state(failure));
  }

  /** Whether a table is not there, as one is that was dropped after the statement had found it. */
  static boolean isTableGone(Throwable failure) {
    return UNDEFINED_TABLE.equals(state(failure));
  }

  /** Whether a statement was broken off, as one is that takes too long. */
  public static boolean isCanceled(Throwable failure) {
    return QUERY_CANCELED.equals(state(failure));
  }

  /** Whether the same query, tried again on what may be another connection, may well succeed. */
  public static boolean isLostConnection(Throwable failure) {
    return failure instanceof ClosedConnectionException
        // one that was reset, not one that could not be made
        || failure instanceof IOException && !(failure instanceof ConnectException)
        // what had not been sent yet, or came too late
        || failure.getClass() == VertxException.class
        || isStalePlan(failure)
        || SESSION_ENDED.equals(state(failure));
  }

  /** Whether no month was there for an event's time. */
  public static boolean isOutsideMonths(Throwable failure) {
    return failure instanceof PgException pg
        && NO_PARTITION_OR_CHECK.equals(pg.getSqlState())
        && pg.getConstraint() == null;
  }

  /** Fails as callers may be told; with what is no fault of theirs or the database's, as it is. */
  public static <T> Future<T> translated(Throwable failure) {
    if (BAD_TEXT.contains(state(failure))) {
      return Future.failedFuture(ProblemException.invalid("text", "what PostgreSQL can store"));
    }
    return Future.failedFuture(isAway(failure) ? away() : failure);
  }

  private static ProblemException away() {
    return ProblemException.of(
        ProblemKind.UNAVAILABLE, "the database is not reachable or too busy; try again");
  }

  static boolean isAway(Throwable failure) {
    if (failure instanceof PgException) {
      String state = state(failure);
      return LOST_RACE.contains(state)
          || state.startsWith("08")
          || state.startsWith("53")
          || state.startsWith("57")
          // until somebody mends what lets the service in
          || state.startsWith("28")
          || state.equals("3D000")
          || state.equals("25006");
    }
    return failure instanceof VertxException
        || failure instanceof IOException
        || failure instanceof TimeoutException;
  }

  private static String state(Throwable failure) {
    return failure instanceof PgException pg && pg.getSqlState() != null ? pg.getSqlState() : "";
  }
}
