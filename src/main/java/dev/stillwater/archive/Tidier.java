package dev.stillwater.archive;

import dev.stillwater.database.Database;
import dev.stillwater.database.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is worth doing after months have changed tables, once nobody waits for it: statistics, the
 * months frozen for good, and their events counted where they were estimated. It skips what is in
 * use, gives way to whoever needs a lock of its, and never fails: autovacuum makes good in the end
 * what it leaves.
 */
public final class Tidier {

  private static final Logger log = LoggerFactory.getLogger(Tidier.class);

  private final Database database;
  private final UpkeepStore store = new UpkeepStore();
  private volatile Optional<Session> open = Optional.empty();
  private volatile boolean stopped;

  public Tidier(Database database) {
    this.database = database;
  }

  /**
   * Tidies up.
   *
   * @param counted is told how many events a month really was
   */
  public Future<Void> tidy(
      List<Archived> months, BiFunction<Archived, Long, Future<Void>> counted) {
    return months.isEmpty() || stopped
        ? Future.succeededFuture()
        : database
            .tidyingSession()
            .onSuccess(session -> open = Optional.of(session))
            .compose(session -> tidy(session, months, counted).eventually(session::close))
            .onComplete(done -> open = Optional.empty())
            .recover(Tidier::leave);
  }

  private Future<Void> tidy(
      Session session, List<Archived> months, BiFunction<Archived, Long, Future<Void>> counted) {
    Future<Void> done = session.direct(store::analyze).recover(Tidier::leave);
    for (Archived month : months) {
      done = done.compose(v -> tidy(session, month, counted).recover(Tidier::leave));
    }
    return done;
  }

  private Future<Void> tidy(
      Session session, Archived month, BiFunction<Archived, Long, Future<Void>> counted) {
    if (stopped) {
      return Future.succeededFuture();
    }
    Future<Void> frozen = session.direct(client -> store.freeze(client, month.name()));
    return month.estimated() == 0
        ? frozen
        : frozen
            .compose(
                v ->
                    session.direct(
                        client -> store.count(client, month.month(), month.archivedAt())))
            // none where it has been restored since
            .compose(
                events -> events == 0 ? Future.succeededFuture() : counted.apply(month, events));
  }

  private static Future<Void> leave(Throwable cause) {
    log.info("snapshot maintenance: tidying up was left to autovacuum: {}", cause.getMessage());
    return Future.succeededFuture();
  }

  /** Breaks off what is going, and begins nothing more. */
  public void stop() {
    stopped = true;
    open.ifPresent(Session::cancel);
  }
}
