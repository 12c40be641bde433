package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of the dashboard by the paths that they have over HTTP, and no others. They are small
 * and asked for often: once read, they are kept. Thread-safe.
 */
final class DashboardFiles {

  private static final Set<String> OWN =
      Set.of(
          "api.js",
          "app.js",
          "calendar.js",
          "chart.js",
          "compare.js",
          "endless.js",
          "fields.js",
          "format.js",
          "icon.svg",
          "live.js",
          "months.js",
          "overview.js",
          "router.js",
          "run.js",
          "runs.js",
          "session.js",
          "sign-in.js",
          "stream.js",
          "streams.css",
          "streams.js",
          "style.css",
          "timeline.js",
          "trend.js",
          "ui.js",
          "view.js");

  // none of those that make HTML of text
  private static final Set<String> LIT_HTML =
      Set.of(
          "async-directive.js",
          "directive-helpers.js",
          "directive.js",
          "directives/cache.js",
          "directives/choose.js",
          "directives/class-map.js",
          "directives/guard.js",
          "directives/if-defined.js",
          "directives/join.js",
          "directives/keyed.js",
          "directives/live.js",
          "directives/map.js",
          "directives/private-async-helpers.js",
          "directives/range.js",
          "directives/ref.js",
          "directives/repeat.js",
          "directives/style-map.js",
          "directives/until.js",
          "directives/when.js",
          "lit-html.js");

  private final Map<String, Callable<Asset>> files = new TreeMap<>();
  private final Map<String, Reply> held = new ConcurrentHashMap<>();

  DashboardFiles() {
    Webjar litHtml = new Webjar("org.webjars.npm", "lit-html");
    Webjar uplot = new Webjar("org.webjars.npm", "uplot");
    files.put("/", () -> new Asset("dashboard/index.html"));
    OWN.forEach(name -> files.put("/dashboard/" + name, () -> new Asset("dashboard/" + name)));
    LIT_HTML.forEach(name -> files.put("/dashboard/lib/" + name, () -> litHtml.file(name)));
    files.put("/dashboard/lib/uplot.js", () -> uplot.file("dist/uPlot.esm.js"));
    files.put("/dashboard/lib/uplot.css", () -> uplot.file("dist/uPlot.min.css"));
  }

  /** The paths of all. */
  Set<String> paths() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** A file as an answer, where it has been read. */
  Optional<Reply> held(String path) {
    return Optional.ofNullable(held.get(path));
  }

  /** Reads a file. Blocking: to be called off the event loop. */
  Reply read(String path) throws Exception {
    Reply file = files.get(path).call().read();
    held.put(path, file);
    return file;
  }
}
