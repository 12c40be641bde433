package dev.stillwater.http;

import static io.vertx.openapi.contract.OpenAPIVersion.V3_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Contract;
import dev.stillwater.testing.Contract.Operation;
import dev.stillwater.testing.ExactJson;
import dev.stillwater.testing.TestService;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract is one, and tells of the routes that there are. */
@ExtendWith(VertxExtension.class)
class ContractTest {

  private final Contract contract = Contract.get();

  @Test
  void theFileIsOpenApi31(Vertx vertx) {
    OutputUnit result =
        TestService.await(
            V3_1.getRepository(vertx, "app://")
                .compose(schemas -> V3_1.validateContract(vertx, schemas, contract.document())));
    assertThat(result.getErrors()).isNullOrEmpty();
    assertThat(result.getValid()).isTrue();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Pattern.compile("\"(#/[^\"]+)\"")
        .matcher(contract.document().encode())
        .results()
        .map(reference -> new JsonObject().put("$ref", reference.group(1)))
        .forEach(
            reference ->
                assertThat(contract.resolved(reference)).as(reference.encode()).isNotEmpty());
  }

  @Test
  void routesAndContractAreTheSame() {
    Map<String, String> declared = new TreeMap<>();
    contract
        .operations()
        .forEach(
            operation -> methods(operation).forEach(m -> declared.put(m, role(operation.json()))));
    assertThat(declared).isEqualTo(routes());
  }

  private static List<String> methods(Operation operation) {
    String path = " " + operation.path();
    return operation.method().equals("GET") && operation.json().getBoolean("x-head", true)
        ? List.of("GET" + path, "HEAD" + path)
        : List.of(operation.method() + path);
  }

  private static String role(JsonObject operation) {
    return operation.getString("x-role");
  }

  private static Map<String, String> routes() {
    Map<String, String> routes = new TreeMap<>();
    TestRoute.all()
        .forEach(
            route ->
                routes.put(
                    route.method() + " " + route.template(),
                    route.rule().name().toLowerCase(Locale.ROOT)));
    return routes;
  }

  @Test
  void openOperationsAloneNeedNoCredential() {
    assertThat(contract.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.json().containsKey("security"))
                    .as(operation.toString())
                    .isEqualTo(role(operation.json()).equals("open")));
  }

  @Test
  void everyParameterOfAPathIsDeclared() {
    assertThat(contract.operations())
        .allSatisfy(
            operation ->
                operation
                    .json()
                    .getJsonArray("parameters", new JsonArray())
                    .forEach(parameter -> placed(operation, (JsonObject) parameter)));
  }

  private void placed(Operation operation, JsonObject reference) {
    JsonObject parameter = contract.resolved(reference);
    String name = "{" + parameter.getString("name") + "}";
    assertThat(operation.path().contains(name))
        .as(operation.path() + " " + name)
        .isEqualTo(parameter.getString("in").equals("path"));
  }

  @Test
  void examplesAreAsTheirSchemasSay() {
    List<String> faults = new ArrayList<>();
    int checked = examples("", contract.document(), faults);
    assertThat(faults).isEmpty();
    assertThat(checked).isGreaterThan(50);
  }

  @Test
  void everySchemaOfAnObjectHasAnExample() {
    TreeSet<String> without = new TreeSet<>();
    contract
        .document()
        .getJsonObject("components")
        .getJsonObject("schemas")
        .forEach(
            schema -> {
              if (!((JsonObject) schema.getValue()).containsKey("examples")) {
                without.add(schema.getKey());
              }
            });
    assertThat(without).isEmpty();
  }

  private int examples(String place, Object value, List<String> faults) {
    int checked = 0;
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        checked += examples(place + "/" + i, array.getValue(i), faults);
      }
    }
    if (value instanceof JsonObject object) {
      // a parameter's or a media type's
      if (object.containsKey("example")) {
        checked +=
            example(place, object.getJsonObject("schema"), object.getValue("example"), faults);
      }
      // a schema's own
      if (object.getValue("examples") instanceof JsonArray own) {
        for (Object example : own) {
          checked += example(place, object, example, faults);
        }
        return checked;
      }
      for (Map.Entry<String, Object> member : object) {
        checked += examples(place + "/" + member.getKey(), member.getValue(), faults);
      }
    }
    return checked;
  }

  private int example(String place, JsonObject schema, Object example, List<String> faults) {
    Object exact = ExactJson.read(new JsonArray().add(example).encode());
    contract
        .faults(schema, ((List<?>) exact).get(0))
        .forEach(fault -> faults.add(place + ": " + fault));
    return 1;
  }

  @Test
  void whatIsNotDeclaredIsAFault() {
    JsonObject appended = new JsonObject().put("$ref", "#/components/schemas/Appended");
    assertThat(contract.faults(appended, ExactJson.read("{\"accepted\":1,\"duplicates\":0}")))
        .isEmpty();
    for (String other :
        List.of(
            "{\"accepted\":1}",
            "{\"accepted\":1,\"duplicates\":0,\"more\":0}",
            "{\"accepted\":1.5,\"duplicates\":0}",
            "{\"accepted\":-1,\"duplicates\":0}",
            "{\"accepted\":\"1\",\"duplicates\":0}",
            "[]")) {
      assertThat(contract.faults(appended, ExactJson.read(other))).as(other).isNotEmpty();
    }
  }
}
