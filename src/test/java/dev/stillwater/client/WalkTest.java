package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalkTest {

  private static final int PAGES = 2_000;

  private final List<Integer> visited = new ArrayList<>();

  @Test
  void allPagesAreVisitedInOrder() {
    assertThat(Walk.over(WalkTest::page, this::visit).succeeded()).isTrue();
    assertThat(visited).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aFailureEndsTheWalk() {
    Future<Void> walk =
        Walk.over(WalkTest::page, item -> item == 2 ? Future.failedFuture("enough") : visit(item));
    assertThat(walk.cause()).hasMessage("enough");
    assertThat(visited).containsExactly(1);
  }

  @Test
  void aPageThatCannotBeAskedForEndsTheWalk() {
    Future<Void> walk =
        Walk.over(
            cursor -> {
              throw new IllegalStateException("no page");
            },
            item -> Future.succeededFuture());
    assertThat(walk.cause()).hasMessage("no page");
  }

  @Test
  void theLengthOfAWalkDoesNotMatter() {
    Vertx vertx = Vertx.vertx();
    List<Integer> full = IntStream.range(0, 1000).boxed().toList();
    Future<Void> walk =
        Walk.over(
            cursor -> later(vertx).map(v -> new Page<>(full, next(cursor))),
            // what ends at once comes behind what does not
            item -> item == 0 ? later(vertx) : visit(item));
    TestService.await(walk.eventually(vertx::close));
    assertThat(visited).hasSize(999 * PAGES);
  }

  private static Future<Void> later(Vertx vertx) {
    Promise<Void> later = Promise.promise();
    vertx.runOnContext(later::complete);
    return later.future();
  }

  private static Optional<String> next(Optional<String> cursor) {
    return Optional.of(Integer.parseInt(cursor.orElse("1")) + 1)
        .filter(page -> page <= PAGES)
        .map(String::valueOf);
  }

  private static Future<Page<Integer>> page(Optional<String> cursor) {
    return Future.succeededFuture(
        switch (cursor.orElse("")) {
          case "" -> new Page<>(List.of(1, 2), Optional.of("b"));
          case "b" -> new Page<>(List.of(), Optional.of("c"));
          default -> new Page<>(List.of(3, 4, 5), Optional.empty());
        });
  }

  private Future<Void> visit(int item) {
    visited.add(item);
    return Future.succeededFuture();
  }
}
