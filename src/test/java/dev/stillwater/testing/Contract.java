package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.config.spi.utils.Processors;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The contract that the service serves, read once for all tests. Thread-safe. */
public final class Contract {

  private static final String BASE = "app://contract/";
  private static final Set<String> NOWHERE = Set.of("", ".", "..");

  private final JsonObject document;
  private final SchemaRepository schemas;

  private Contract(JsonObject document) {
    this.document = document.copy();
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri(BASE)
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    // notes addresses within what it is given
    this.schemas = SchemaRepository.create(options).dereference(JsonSchema.of(document));
  }

  /** Reads it at the first call. */
  public static Contract get() {
    return Holder.CONTRACT;
  }

  private static final class Holder {
    static final Contract CONTRACT = new Contract(read());
  }

  private static JsonObject read() {
    Vertx vertx = Vertx.vertx();
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      Buffer text = Buffer.buffer(in.readAllBytes());
      return TestService.await(Processors.get("yaml").process(vertx, new JsonObject(), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TestService.await(vertx.close());
    }
  }

  /** All of it; not to be changed. */
  public JsonObject document() {
    return document;
  }

  /** An operation of the contract. */
  public record Operation(String path, String method, JsonObject json) {}

  public Stream<Operation> operations() {
    return document.getJsonObject("paths").stream()
        .flatMap(
            path ->
                ((JsonObject) path.getValue())
                    .stream()
                        .map(
                            operation ->
                                new Operation(
                                    path.getKey(),
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    (JsonObject) operation.getValue())));
  }

  /** What is declared of an answer to a request; empty where it must not be given. */
  Optional<JsonObject> response(String method, String path, int status) {
    Stream<JsonObject> declared =
        Stream.concat(operation(method, path).stream(), elsewhere(method, path))
            .map(responses -> responses.getJsonObject(Integer.toString(status)));
    return declared.filter(response -> response != null).findFirst().map(this::resolved);
  }

  private Optional<JsonObject> operation(String method, String path) {
    List<String> segments = segments(path);
    return operations()
        .filter(operation -> answers(operation, method))
        .filter(operation -> matches(segments(operation.path()), segments))
        .min(Comparator.comparing(operation -> operation.path().split("\\{").length))
        .map(operation -> operation.json().getJsonObject("responses"));
  }

  // with a slash behind it, a path may be found or not
  private Stream<JsonObject> elsewhere(String method, String path) {
    return path.endsWith("/") || operation(method, path).isEmpty()
        ? Stream.of(document.getJsonObject("x-elsewhere"))
        : Stream.empty();
  }

  private static boolean answers(Operation operation, String method) {
    return operation.method().equals(method)
        || method.equals("HEAD")
            && operation.method().equals("GET")
            && operation.json().getBoolean("x-head", true);
  }

  private static boolean matches(List<String> template, List<String> segments) {
    return template.size() == segments.size()
        && IntStream.range(0, template.size())
            .allMatch(
                i ->
                    template.get(i).startsWith("{")
                        ? !NOWHERE.contains(segments.get(i))
                        : template.get(i).equals(segments.get(i)));
  }

  private static List<String> segments(String path) {
    String whole = path.length() > 1 && path.endsWith("/") ? path.replaceFirst("/$", "") : path;
    return Stream.of(whole.split("/", -1)).map(Contract::decoded).toList();
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException noEscape) {
      return segment;
    }
  }

  /** What a reference stands for, or the object itself. */
  public JsonObject resolved(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject place = document;
    for (String name : reference.substring(2).split("/")) {
      place = place.getJsonObject(name);
    }
    return place;
  }

  /** What is wrong with a value, as {@link ExactJson} reads it; empty where nothing is. */
  public List<String> faults(JsonObject schema, Object value) {
    OutputUnit result = schemas.validator(referring(schema)).validate(wrapped(value));
    return result.getValid()
        ? List.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError())
            .toList();
  }

  // what is not in the document has no address to resolve references from
  private static JsonSchema referring(JsonObject schema) {
    return JsonSchema.of(absolute(schema));
  }

  private static JsonObject absolute(JsonObject schema) {
    JsonObject copy = new JsonObject();
    schema.forEach(member -> copy.put(member.getKey(), absolute(member.getValue())));
    if (schema.containsKey("$ref")) {
      copy.put("__absolute_ref__", BASE + schema.getString("$ref"));
    }
    return copy;
  }

  private static Object absolute(Object value) {
    if (value instanceof JsonObject object) {
      return absolute(object);
    }
    return value instanceof JsonArray array
        ? new JsonArray(new ArrayList<>(array.stream().map(Contract::absolute).toList()))
        : value;
  }

  @SuppressWarnings("unchecked")
  private static Object wrapped(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, Object>) map);
    }
    return value instanceof List<?> list ? new JsonArray(list) : value;
  }
}
