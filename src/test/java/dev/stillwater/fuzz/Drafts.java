package dev.stillwater.fuzz;

import static dev.stillwater.testing.TestService.encode;

import dev.stillwater.testing.Contract;
import dev.stillwater.testing.Contract.Operation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests that should work, of the parameters and examples of the contract. */
final class Drafts {

  private static final int ODDS_OF_OPTIONAL = 3;

  private final Contract contract = Contract.get();
  private final List<Operation> operations = contract.operations().toList();
  private final Map<String, List<String>> cursors;
  private final Random random;

  /**
   * Of all operations.
   *
   * @param cursors that the service has given, by path
   */
  Drafts(Map<String, List<String>> cursors, Random random) {
    this.cursors = cursors;
    this.random = random;
  }

  Draft next() {
    Operation operation = operations.get(random.nextInt(operations.size()));
    String id = operation.json().getString("operationId");
    Draft draft = new Draft(id, operation.method(), operation.path());
    for (Object parameter : operation.json().getJsonArray("parameters", new JsonArray())) {
      add(draft, operation, contract.resolved((JsonObject) parameter));
    }
    if (operation.json().containsKey("requestBody")) {
      body(draft, operation.json().getJsonObject("requestBody").getJsonObject("content"));
    }
    return draft;
  }

  private void add(Draft draft, Operation operation, JsonObject parameter) {
    String name = parameter.getString("name");
    String value = value(operation.path(), name, String.valueOf(parameter.getValue("example")));
    boolean wanted = random.nextInt(ODDS_OF_OPTIONAL) == 0;
    switch (parameter.getString("in")) {
      case "path" -> draft.path = draft.path.replace("{" + name + "}", encode(value));
      case "query" -> {
        if (wanted || parameter.getBoolean("required", false)) {
          draft.query.add(name + "=" + encode(value));
        }
      }
      default -> {
        // a body is not packed unless it is said so
        if (wanted && !name.equals("Content-Encoding")) {
          draft.headers.set(name, value);
        }
      }
    }
  }

  private String value(String path, String name, String example) {
    List<String> given = cursors.getOrDefault(path, List.of());
    return name.equals("cursor") && !given.isEmpty()
        ? given.get(random.nextInt(given.size()))
        : example;
  }

  private void body(Draft draft, JsonObject content) {
    List<String> types = List.copyOf(content.fieldNames());
    String type = types.get(random.nextInt(types.size()));
    draft.headers.set("content-type", type);
    JsonObject form = content.getJsonObject(type);
    draft.body =
        form.containsKey("example")
            ? Buffer.buffer(form.getString("example"))
            : example(form.getJsonObject("schema"));
  }

  private Buffer example(JsonObject reference) {
    JsonArray examples = contract.resolved(reference).getJsonArray("examples");
    Object any = examples.getValue(random.nextInt(examples.size()));
    return any instanceof JsonArray array ? array.toBuffer() : ((JsonObject) any).toBuffer();
  }
}
