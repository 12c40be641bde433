package dev.stillwater.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Goes through all pages of a list, one after the other. */
public final class Walk<T> {

  private final Function<Optional<String>, Future<Page<T>>> pages;
  private final Function<T, Future<?>> visit;
  private final Promise<Void> end = Promise.promise();

  private Walk(Function<Optional<String>, Future<Page<T>>> pages, Function<T, Future<?>> visit) {
    this.pages = pages;
    this.visit = visit;
  }

  /**
   * Visits every item in the order of the list. The next item comes when the visit of the last one
   * has ended; a visit that fails ends the walk.
   *
   * @param pages reads the page at a cursor, the first one where there is none
   */
  public static <T> Future<Void> over(
      Function<Optional<String>, Future<Page<T>>> pages, Function<T, Future<?>> visit) {
    Walk<T> walk = new Walk<>(pages, visit);
    walk.from(Optional.empty());
    return walk.end.future();
  }

  // neither pages nor visits are composed: what waits, and the stack, would grow with their number
  private void from(Optional<String> cursor) {
    Future.succeededFuture(cursor)
        .compose(pages)
        .onSuccess(page -> visit(page.items().iterator(), page.next()))
        .onFailure(end::tryFail);
  }

  private void visit(Iterator<T> items, Optional<String> next) {
    Future<?> last = Future.succeededFuture();
    while (items.hasNext() && last.succeeded()) {
      last = Future.succeededFuture(items.next()).compose(visit::apply);
    }
    last.onSuccess(v -> goOn(items, next)).onFailure(end::tryFail);
  }

  private void goOn(Iterator<T> items, Optional<String> next) {
    if (items.hasNext()) {
      visit(items, next);
    } else if (next.isPresent()) {
      from(next);
    } else {
      end.tryComplete();
    }
  }
}
