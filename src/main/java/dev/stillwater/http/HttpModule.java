package dev.stillwater.http;

import dev.stillwater.access.Access;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.config.HttpSettings;
import dev.stillwater.config.ManagementSettings;
import dev.stillwater.health.Readiness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The verticles of HTTP, one for each event loop, and what they share. Thread-safe. */
public final class HttpModule implements Supplier<HttpVerticle> {

  private final HttpSettings settings;
  private final ManagementSettings management;
  private final InstantSource clock;
  private final Supplier<Future<Readiness>> readiness;
  private final PrometheusMeterRegistry registry;
  private final Consumer<Endpoints> answers;
  private final Access access;
  private final Semaphore subscribers;
  private final HttpMeters meters;
  private final Limits limits;
  private final DashboardFiles dashboard = new DashboardFiles();
  private final List<HttpVerticle> verticles = new CopyOnWriteArrayList<>();

  /**
   * Wires them.
   *
   * @param readiness tells whether work can be done, and why not
   * @param registry of what is measured, to be scraped
   * @param answers puts what answers on the bus, for the verticle that is starting
   * @param access tells callers apart
   */
  public HttpModule(
      HttpSettings settings,
      ManagementSettings management,
      InstantSource clock,
      Supplier<Future<Readiness>> readiness,
      PrometheusMeterRegistry registry,
      Consumer<Endpoints> answers,
      Access access) {
    this.settings = settings;
    this.management = management;
    this.clock = clock;
    this.readiness = readiness;
    this.registry = registry;
    this.answers = answers;
    this.access = access;
    this.subscribers = new Semaphore(settings.maxSubscribers());
    this.meters =
        new HttpMeters(registry, () -> settings.maxSubscribers() - subscribers.availablePermits());
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

  /** The port of health and metrics, where they have their own. */
  public Optional<Integer> managementPort() {
    return verticles.get(0).managementPort();
  }

  ManagementSettings management() {
    return management;
  }

  HttpSettings settings() {
    return settings;
  }

  InstantSource clock() {
    return clock;
  }

  Supplier<Future<Readiness>> readiness() {
    return readiness;
  }

  /** All that is measured, in the text format of Prometheus. */
  String scrape() {
    return registry.scrape();
  }

  HttpMeters meters() {
    return meters;
  }

  Consumer<Endpoints> answers() {
    return answers;
  }

  Access access() {
    return access;
  }

  Semaphore subscribers() {
    return subscribers;
  }

  Limits limits() {
    return limits;
  }

  DashboardFiles dashboard() {
    return dashboard;
  }
}
