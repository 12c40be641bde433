package dev.stillwater.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param next where the next page starts, to be passed on as the cursor of the same request; empty
 *     where this page is the last one
 */
public record Page<T>(List<T> items, Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }

  static <T> Answer.Reader<Page<T>> of(String member, Answer.Reader<T> item) {
    return answer -> read(answer, member, item);
  }

  private static <T> Page<T> read(Answer answer, String member, Answer.Reader<T> item)
      throws IOException {
    return new Page<>(answer.list(member, item), answer.optionalText("next"));
  }
}
