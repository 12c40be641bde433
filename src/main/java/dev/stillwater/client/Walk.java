package dev.stillwater.client;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Goes through all pages of a list, one after the other. */
public final class Walk {

  private Walk() {}

  /**
   * Visits every item in the order of the list. The next item comes when the visit of the last one
   * has ended; a visit that fails ends the walk.
   *
   * @param pages reads the page at a cursor, the first one where there is none
   */
  public static <T> Future<Void> over(
      Function<Optional<String>, Future<Page<T>>> pages, Function<T, Future<?>> visit) {
    return from(Optional.empty(), pages, visit);
  }

  private static <T> Future<Void> from(
      Optional<String> cursor,
      Function<Optional<String>, Future<Page<T>>> pages,
      Function<T, Future<?>> visit) {
    return pages
        .apply(cursor)
        .compose(
            page ->
                visitAll(page, visit)
                    .compose(
                        v ->
                            page.next().isPresent()
                                ? from(page.next(), pages, visit)
                                : Future.succeededFuture()));
  }

  private static <T> Future<Void> visitAll(Page<T> page, Function<T, Future<?>> visit) {
    Future<Void> done = Future.succeededFuture();
    for (T item : page.items()) {
      done = done.compose(v -> visit.apply(item)).mapEmpty();
    }
    return done;
  }
}
