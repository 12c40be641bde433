package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the dashboard, as they are: none is forgotten, and none asks for one that is. */
class DashboardFilesTest {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?<!\\.)\\bfrom|\\bimport)\\s*\\(?\\s*[\"']([^\"'\\s]+)[\"']"
              + "|\\b(?:src|href)=[\"']([^\"']*)[\"']"
              + "|\\burl\\(\\s*[\"']?([^\"')\\s]+)");

  // within the page, written out, or made when it is shown
  private static final Pattern NO_FILE = Pattern.compile("(#|data:|.*\\$\\{).*|");
  // where else links of the page lead to
  private static final Set<String> OTHERS =
      Set.of("/docs", "/health/ready", "/metrics", "/openapi.yaml");

  private final DashboardFiles files = new DashboardFiles();

  @Test
  void everyFileIsTold() throws URISyntaxException {
    assertThat(own()).contains("/", "/dashboard/app.js").isSubsetOf(files.paths());
  }

  @Test
  void everyReferenceLeadsToAFile() throws Exception {
    Set<String> asking = own();
    files.paths().stream().filter(path -> path.contains("/lib/")).forEach(asking::add);
    Set<String> found = new TreeSet<>();
    for (String path : asking) {
      for (String reference : references(files.read(path).body().toString())) {
        String target = URI.create(path).resolve(reference).toString();
        assertThat(files.paths()).as("%s in %s", reference, path).contains(target);
        assertThatCode(() -> files.read(target)).as(target).doesNotThrowAnyException();
        found.add(target);
      }
    }
    assertThat(found)
        .contains("/dashboard/app.js", "/dashboard/style.css", "/dashboard/lib/lit-html.js");
  }

  @Test
  void referencesAreFound() {
    String text =
        """
        import{a as b}from"../lit-html.js"; import {c} from './c.js'; import "./d.js"; import('./e.js')
        export * from "./f.js"; html`<a href="#/runs"> <a href="/docs"> <img src="${url}">`
        <link href="data:,"> <script src="/g.js"> url(h.svg) url("data:image/png;base64,") Array.from("x")
        """;
    assertThat(references(text))
        .containsExactly(
            "../lit-html.js", "./c.js", "./d.js", "./e.js", "./f.js", "/g.js", "h.svg");
  }

  private static List<String> references(String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .map(
            match ->
                Stream.of(1, 2, 3).map(match::group).filter(group -> group != null).findFirst())
        .flatMap(reference -> reference.stream())
        .filter(reference -> !NO_FILE.matcher(reference).matches() && !OTHERS.contains(reference))
        .toList();
  }

  private static Set<String> own() throws URISyntaxException {
    File folder = new File(DashboardFilesTest.class.getResource("/dashboard").toURI());
    Set<String> own = new TreeSet<>();
    for (String name : folder.list()) {
      own.add(name.equals("index.html") ? "/" : "/dashboard/" + name);
    }
    return own;
  }
}
