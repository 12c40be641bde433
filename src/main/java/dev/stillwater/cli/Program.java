package dev.stillwater.cli;

import dev.stillwater.Stillwater;
import dev.stillwater.bus.EventBusCluster;
import dev.stillwater.bus.EventLoops;
import dev.stillwater.config.Settings;
import dev.stillwater.config.SettingsException;
import dev.stillwater.config.SettingsLoader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the commands have in common: settings are read, logging starts, the program is opened,
 * works, and is closed, in order also when it is told to stop. Blocking, for the command line's
 * thread.
 */
final class Program {

  static final int OK = 0;
  static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final long CLOSE_SECONDS = 9;
  private static final Logger log = LoggerFactory.getLogger(Program.class);
  private static final Logger file = LoggerFactory.getLogger("failure");

  private final Vertx plain = Vertx.vertx(EventLoops.options());
  private final InstantSource clock;
  private final boolean serves;
  private final String console;
  private final int stoppedCode;

  private Program(InstantSource clock, boolean serves, String console, int stoppedCode) {
    this.clock = clock;
    this.serves = serves;
    this.console = console;
    this.stoppedCode = stoppedCode;
  }

  /** The work of a command. */
  @FunctionalInterface
  interface Work {
    int with(Stillwater stillwater) throws InterruptedException;
  }

  /** Does work that goes on until it is told to stop; logs go to standard output. */
  static int serve(Work work) {
    return serve(work, InstantSource.system());
  }

  /** The same by another clock. */
  static int serve(Work work, InstantSource clock) {
    return new Program(clock, true, "System.out", OK).run(work);
  }

  /** Does work that ends; standard output is its own. */
  static int once(Work work) {
    return new Program(InstantSource.system(), false, "System.err", FAILED).run(work);
  }

  /** Work that takes no more than what is on this machine. */
  @FunctionalInterface
  interface LocalWork {
    int with(Vertx vertx) throws InterruptedException;
  }

  /** Does work without a database. */
  static int locally(LocalWork work) throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      return work.with(vertx);
    } catch (CompletionException e) {
      return tell(e.getCause());
    } finally {
      await(vertx.close());
    }
  }

  private int run(Work work) {
    try {
      Settings settings = await(SettingsLoader.load(plain));
      Logging.start(settings.log(), console);
      return run(work, settings, vertx(settings));
    } catch (CompletionException e) {
      return tell(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } finally {
      await(plain.close());
    }
  }

  // on this thread, whose class loader the new Vert.x takes over; a command that ends is no help to
  // others
  private Future<Vertx> vertx(Settings settings) {
    if (!serves || !settings.cluster().enabled()) {
      return Future.succeededFuture(plain);
    }
    await(plain.close());
    return EventBusCluster.join(settings.cluster());
  }

  private int run(Work work, Settings settings, Future<Vertx> vertx) throws InterruptedException {
    if (serves) {
      vertx.onSuccess(EventLoops::check);
    }
    Future<Stillwater> opening = vertx.compose(v -> Stillwater.open(v, settings, clock));
    // begun without a context: what is bound to one is never told of the end of its Vert.x
    Supplier<Future<Void>> closing =
        () ->
            Future.<Void>succeededFuture()
                .compose(v -> close(opening))
                .eventually(() -> leave(vertx));
    Thread hook = new Thread(() -> stop(closing), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.with(await(opening));
    } finally {
      leave(hook);
      await(closing.get());
    }
  }

  // what is still being opened is closed once it is open; what could not be opened is closed
  // already
  private static Future<Void> close(Future<Stillwater> opening) {
    return opening.compose(Stillwater::close, failure -> Future.succeededFuture());
  }

  // in order, so that the others ask this one no more
  private static Future<Void> leave(Future<Vertx> vertx) {
    return vertx.compose(Vertx::close, failure -> Future.succeededFuture());
  }

  // where the process is being stopped already, the hook ends it
  private static void leave(Thread hook) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      hook.join();
    }
  }

  private void stop(Supplier<Future<Void>> closing) {
    log.info("snapshot maintenance and requests are being stopped");
    try {
      closing.get().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(stoppedCode);
    } catch (Exception e) {
      log.error("closing did not succeed in time", e);
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /** Tells the operator why the command failed; the log file, if there is one yet, has it all. */
  static int tell(Throwable failure) {
    System.err.println("stillwater: " + failure.getMessage());
    if (failure instanceof SettingsException) {
      return MISUSED;
    }
    file.error("snapshot maintenance and requests cannot go on: {}", failure, failure);
    return FAILED;
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
