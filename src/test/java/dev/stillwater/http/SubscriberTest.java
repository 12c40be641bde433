package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a subscriber gets, however publishing, reading, breaking off and coming back interleave. */
class SubscriberTest {

  private static final int KEPT = 20;

  private final RunEventFeed feed = new RunEventFeed(KEPT);
  private final Subscribers subscribers = new Subscribers(feed, new Semaphore(100));
  private final List<RunEventId> published = new ArrayList<>();

  private final class Reader {

    final SlowStream out = new SlowStream();
    final RunEventId start;
    final int firstKept = Math.max(0, published.size() - KEPT);
    final Subscriber subscriber;

    Reader(RunEventId start) {
      this.start = start;
      this.subscriber = new Subscriber(feed, out, () -> out.aborted = true, start);
      subscribers.add(subscriber);
    }

    /** What it must have got when it has taken everything. */
    List<RunEventId> due() {
      return published.subList(firstKept, published.size()).stream()
          .filter(id -> id.compareTo(start) > 0)
          .toList();
    }

    RunEventId lastSeen() {
      List<RunEventId> seen = out.ids();
      return seen.isEmpty() ? start : seen.get(seen.size() - 1);
    }
  }

  @RepeatedTest(50)
  void eachEventComesOnceAndInOrder() {
    Seeded seeded = Seeded.create();
    List<Reader> readers = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      switch (seeded.ints(0, 9)) {
        case 0 -> readers.add(new Reader(feed.newest()));
        case 1 -> comeBack(seeded, readers);
        case 2, 3 -> readers.forEach(reader -> reader.out.take(seeded.ints(0, 3)));
        case 4 -> repeat(seeded);
        default -> publish(seeded);
      }
      readers.forEach(SubscriberTest::checkSoFar);
    }
    readers.stream().filter(reader -> !reader.out.aborted).forEach(SubscriberTest::checkInTheEnd);
  }

  private void publish(Seeded seeded) {
    RunEventId newest = feed.newest();
    RunEventId next =
        seeded.oneIn(5)
            ? new RunEventId(newest.runId() + seeded.ints(1, 3), seeded.ints(0, 1))
            : new RunEventId(newest.runId(), newest.sequence() + seeded.ints(1, 12));
    published.add(next);
    send(next);
  }

  private void repeat(Seeded seeded) {
    if (!published.isEmpty()) {
      send(seeded.pick(published));
    }
  }

  private void comeBack(Seeded seeded, List<Reader> readers) {
    if (readers.isEmpty()) {
      readers.add(new Reader(RunEventId.NONE));
      return;
    }
    Reader gone = seeded.pick(readers);
    subscribers.remove(gone.subscriber);
    readers.remove(gone);
    readers.add(new Reader(gone.lastSeen()));
  }

  // none is dropped that has not fallen behind what is kept
  private static void checkSoFar(Reader reader) {
    List<RunEventId> due = reader.due();
    List<RunEventId> seen = reader.out.ids();
    assertThat(due).startsWith(seen.toArray(RunEventId[]::new));
    assertThat(reader.out.aborted).isEqualTo(due.size() - seen.size() > KEPT);
  }

  private static void checkInTheEnd(Reader reader) {
    reader.out.take(Integer.MAX_VALUE);
    assertThat(reader.out.ids()).isEqualTo(reader.due());
  }

  @Test
  void idAheadOfTheFeedGetsOnlyWhatIsNewer() {
    Reader ahead = new Reader(new RunEventId(7, 5));
    ahead.out.take(Integer.MAX_VALUE);
    send(new RunEventId(7, 5));
    send(new RunEventId(7, 6));
    assertThat(ahead.out.ids()).containsExactly(new RunEventId(7, 6));
  }

  @Test
  void oneThatDoesNotTakeTheSignOfLifeIsDroppedAtTheNext() {
    Reader stalled = new Reader(RunEventId.NONE);
    Reader good = new Reader(RunEventId.NONE);
    good.out.take(Integer.MAX_VALUE);
    subscribers.keepAlive();
    assertThat(stalled.out.aborted).isFalse();
    subscribers.keepAlive();
    assertThat(stalled.out.aborted).isTrue();
    subscribers.keepAlive();
    assertThat(stalled.out.text()).containsOnlyOnce(": keep-alive\n\n");
    assertThat(good.out.aborted).isFalse();
    assertThat(good.out.text()).endsWith(": keep-alive\n\n".repeat(3));
  }

  @Test
  void oneThatDoesNotReadIsNotWaitedForAtTheEnd() {
    Reader stalled = new Reader(RunEventId.NONE);
    Reader good = new Reader(RunEventId.NONE);
    good.out.take(Integer.MAX_VALUE);
    subscribers.close();
    assertThat(stalled.out.aborted).isTrue();
    assertThat(good.out.aborted).isFalse();
    assertThat(good.out.ended).isTrue();
    assertThat(subscribers.admit()).as("open to others").isFalse();
  }

  private void send(RunEventId id) {
    subscribers.publish(RunEvents.message(id.toString(), "PROGRESS", ""));
  }
}
