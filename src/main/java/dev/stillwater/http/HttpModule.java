package dev.stillwater.http;

import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.config.HttpSettings;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The verticles of HTTP, one for each event loop, and what they share. Thread-safe. */
public final class HttpModule implements Supplier<HttpVerticle> {

  private final HttpSettings settings;
  private final InstantSource clock;
  private final Supplier<Future<Void>> readiness;
  private final Supplier<String> metrics;
  private final Consumer<Endpoints> answers;
  private final Semaphore subscribers;
  private final Limits limits;
  private final List<HttpVerticle> verticles = new CopyOnWriteArrayList<>();

  /**
   * Wires them.
   *
   * @param readiness fails with the reason for which no work can be done
   * @param metrics in the text format of Prometheus
   * @param answers puts what answers on the bus, for the verticle that is starting
   */
  public HttpModule(
      HttpSettings settings,
      InstantSource clock,
      Supplier<Future<Void>> readiness,
      Supplier<String> metrics,
      Consumer<Endpoints> answers) {
    this.settings = settings;
    this.clock = clock;
    this.readiness = readiness;
    this.metrics = metrics;
    this.answers = answers;
    this.subscribers = new Semaphore(settings.maxSubscribers());
    this.limits = Limits.of(settings.limits(), clock);
  }

  /** A further verticle. */
  @Override
  public HttpVerticle get() {
    HttpVerticle verticle = new HttpVerticle(this, new Lane(verticles.size()));
    verticles.add(verticle);
    return verticle;
  }

  /** The port that all of them listen on, as soon as they do. */
  public int port() {
    return verticles.get(0).port();
  }

  HttpSettings settings() {
    return settings;
  }

  InstantSource clock() {
    return clock;
  }

  Supplier<Future<Void>> readiness() {
    return readiness;
  }

  Supplier<String> metrics() {
    return metrics;
  }

  Consumer<Endpoints> answers() {
    return answers;
  }

  Semaphore subscribers() {
    return subscribers;
  }

  Limits limits() {
    return limits;
  }
}
