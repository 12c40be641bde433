package dev.stillwater.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes bodies in, plain or packed, within the limits of each and of all. Thread-safe. */
final class Bodies {

  private final long maxSize;
  private final BodyMemory memory;
  private final Admission requests;

  /**
   * Bodies.
   *
   * @param maxSize of each, also of what it unpacks to, in bytes
   * @param memory of all
   * @param requests lets in those whose body has come: slow ones must keep nobody out
   */
  Bodies(long maxSize, BodyMemory memory, Admission requests) {
    this.maxSize = maxSize;
    this.memory = memory;
    this.requests = requests;
  }

  /**
   * Feeds the body of a request to a reader, then does with it what is to be done.
   *
   * @param work takes memory until it is done
   */
  <T> Future<T> with(RoutingContext ctx, BodyReader reader, Supplier<Future<T>> work) {
    BodyMemory.Share share = memory.share();
    return Future.succeededFuture(ctx)
        .compose(begun -> take(ctx, share, reader))
        .compose(fed -> admitted(ctx, work))
        .onComplete(done -> share.release());
  }

  private <T> Future<T> admitted(RoutingContext ctx, Supplier<Future<T>> work) {
    requests.enter(ctx);
    return work.get();
  }

  private Future<Void> take(RoutingContext ctx, BodyMemory.Share share, BodyReader reader) {
    boolean packed = Requests.isGzip(ctx);
    share.foresee(RequestBody.declaredSize(ctx.request(), maxSize));
    if (!packed) {
      return RequestBody.feed(ctx.request(), maxSize, new Fitted(share, reader, 0));
    }
    Buffer whole = Buffer.buffer();
    return RequestBody.feed(ctx.request(), maxSize, chunk -> keep(share, whole, chunk))
        .compose(all -> unpack(ctx.vertx(), whole, share, reader));
  }

  private static void keep(BodyMemory.Share share, Buffer whole, Buffer chunk) {
    share.fit(whole.length() + chunk.length(), 0, 0);
    whole.appendBuffer(chunk);
  }

  // of many that unpack at the same time all would be refused, rather than all but some
  private Future<Void> unpack(
      Vertx vertx, Buffer packed, BodyMemory.Share share, BodyReader reader) {
    share.fit(packed.length() + Math.min(Gzip.declaredSize(packed), maxSize), 0, 0);
    Fitted fitted = new Fitted(share, reader, packed.length());
    return vertx.executeBlocking(() -> Gzip.feed(packed, maxSize, fitted), false);
  }

  // makes room for a chunk before it is read
  private static final class Fitted implements Consumer<Buffer> {

    private final BodyMemory.Share share;
    private final BodyReader reader;
    private long size;

    Fitted(BodyMemory.Share share, BodyReader reader, long size) {
      this.share = share;
      this.reader = reader;
      this.size = size;
    }

    @Override
    public void accept(Buffer chunk) {
      size += chunk.length();
      share.fit(size, reader.unfinished() + chunk.length(), reader.events());
      reader.feed(chunk);
    }
  }
}
