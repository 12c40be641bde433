package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WalkTest {

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
