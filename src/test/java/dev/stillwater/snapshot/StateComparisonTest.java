package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stillwater.json.JsonBody;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.testing.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateComparisonTest {

  private static final String NONE = "{\"added\":[],\"removed\":[],\"changed\":[]}";

  private static final StateDiff NOTHING = new StateDiff(List.of(), List.of(), List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}                       | {}",
        "{'a': 1.10}              | {'a': 1.1}",
        "{'a': 100}               | {'a': 100.00}",
        "{'a': 0}                 | {'a': 0.0}",
        "{'a': [1, {'b': null}]}  | {'a': [1.0, {'b': null}]}",
        "{'a': '\\u0001'}         | {'a': '\\u0001'}",
        "{'a': 170141183460469231731687303715884105727.0} | {'a': 170141183460469231731687303715884105727}",
      })
  void valuesThatAreEqualToJsonbDoNotDiffer(String from, String to) {
    assertThat(diff(from, to)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'n': 1}        | {'n': 1.01}        | /n    | 1        | 1.01",
        "{'n': 100}      | {'n': 1}           | /n    | 100      | 1",
        "{'n': 10}       | {'n': 1.0}         | /n    | 10       | 1.0",
        "{'n': -1}       | {'n': 1}           | /n    | -1       | 1",
        "{'n': 9007199254740993} | {'n': 9007199254740992} | /n | 9007199254740993 | 9007199254740992",
        "{'n': 1}        | {'n': '1'}         | /n    | 1        | '1'",
        "{'n': null}     | {'n': false}       | /n    | null     | false",
        "{'n': {'a': 1}} | {'n': [{'a': 1}]}  | /n    | {'a': 1} | [{'a': 1}]",
        "{'n': []}       | {'n': {}}          | /n    | []       | {}",
        "{'n': [1, [2]]} | {'n': [1, [3]]}    | /n/1/0 | 2       | 3",
        "{'a': {'b': {'c': 'x'}}, 'z': 0} | {'a': {'b': {'c': 'y'}}, 'z': 0} | /a/b/c | 'x' | 'y'",
        "{'a.b': 1}      | {'a.b': 2}         | /a.b  | 1        | 2",
        "{'a/b': 1}      | {'a/b': 2}         | /a~1b | 1        | 2",
        "{'~1': 1}       | {'~1': 2}          | /~01  | 1        | 2",
        "{'': {'': 1}}   | {'': {'': 2}}      | //    | 1        | 2",
        "{'\\n': 1}      | {'\\n': 2}         | /\\n  | 1        | 2",
        "1               | [1]                | ^^    | 1        | [1]",
        "'a'             | 'b'                | ^^    | 'a'      | 'b'",
      })
  void whatDiffersInItsPlaceIsChanged(
      String from, String to, String path, String before, String after) {
    String expected =
        "{'added':[],'removed':[],'changed':[{'path':'%s','from':%s,'to':%s}]}"
            .formatted(path, before, after);
    assertThat(diff(from, to)).isEqualTo(quoted(expected));
  }

  @Test
  void whatOneOfThemHasIsAddedOrRemoved() {
    String one = "{'a': 1, 'c': {'x': [1.10, {}]}, 'ab': 'b', 'é': 5}";
    String other = "{'a': 1, 'b': [true, null], 'd': '', 'ab': 'b', 'zzzz': {}}";
    String more =
        "{'path':'/b','value':[true, null]},{'path':'/d','value':''},{'path':'/zzzz','value':{}}";
    String less = "{'path':'/c','value':{'x': [1.10, {}]}},{'path':'/é','value':5}";
    assertThat(diff(one, other))
        .isEqualTo(quoted("{'added':[" + more + "],'removed':[" + less + "],'changed':[]}"));
    assertThat(diff(other, one))
        .isEqualTo(quoted("{'added':[" + less + "],'removed':[" + more + "],'changed':[]}"));
  }

  @Test
  void itemsAreComparedPositionByPosition() {
    assertThat(diff("{'a': [1, 2]}", "{'a': [0, 2, [3], 4]}"))
        .isEqualTo(
            quoted(
                "{'added':[{'path':'/a/2','value':[3]},{'path':'/a/3','value':4}],'removed':[],"
                    + "'changed':[{'path':'/a/0','from':1,'to':0}]}"));
    assertThat(diff("{'a': [1, 2, 3]}", "{'a': []}"))
        .contains(quoted("'removed':[{'path':'/a/0','value':1},{'path':'/a/1','value':2}"));
  }

  @Test
  void whatIsAppliedToOneGivesTheOther() {
    Seeded seeded = Seeded.create();
    for (int i = 0; i < 5_000; i++) {
      RandomState random = new RandomState(seeded);
      Object one = random.object(4);
      String from = RandomState.text(one);
      String to = RandomState.text(seeded.oneIn(10) ? random.object(4) : random.changed(one));
      assertThat(Patched.apply(from, StateComparison.of(from, to)))
          .as("%s%n%s", from, to)
          .isEqualTo(Patched.plainText(to));
      assertThat(StateComparison.of(from, from)).isEqualTo(NOTHING);
    }
  }

  @Test
  void noDifferenceIsWithinAnother() {
    Seeded seeded = Seeded.create();
    for (int i = 0; i < 2_000; i++) {
      RandomState random = new RandomState(seeded);
      Object one = random.object(4);
      StateDiff diff =
          StateComparison.of(RandomState.text(one), RandomState.text(random.changed(one)));
      List<String> paths = new ArrayList<>();
      diff.added().forEach(value -> paths.add(value.path() + "/"));
      diff.removed().forEach(value -> paths.add(value.path() + "/"));
      diff.changed().forEach(change -> paths.add(change.path() + "/"));
      for (String path : paths) {
        assertThat(paths).as(path).filteredOn(other -> other.startsWith(path)).hasSize(1);
      }
    }
  }

  @Test
  void largeStatesAreComparedInOnePass() {
    String from =
        "{'a': [" + "1.10, ".repeat(1_000_000) + "1], 'b': '" + "x".repeat(5_000_000) + "'}";
    String to =
        "{'a': [" + "1.1, ".repeat(1_000_000) + "2], 'b': '" + "x".repeat(5_000_000) + "y'}";
    StateDiff diff = StateComparison.of(quoted(from), quoted(to));
    assertThat(diff.changed())
        .extracting(StateDiff.Change::path)
        .containsExactly("/a/1000000", "/b");
    assertThat(diff.changed().get(1).to()).hasSize(5_000_003);
  }

  @Test
  void deepStatesAreComparedToTheLimitOfTheReader() {
    int depth = StateReader.MAX_DEPTH;
    StateDiff diff = StateComparison.of(nested(depth, "1"), nested(depth, "2"));
    assertThat(diff.changed()).containsExactly(new StateDiff.Change("/a".repeat(depth), "1", "2"));
    assertUnprocessable(nested(depth + 1, "1"), nested(depth + 1, "1"));
    assertUnprocessable("{}", nested(depth + 1, "1"));
    assertUnprocessable("{}", "[".repeat(1_000_000) + "]".repeat(1_000_000));
  }

  private static String nested(int depth, String value) {
    return "{\"a\": ".repeat(depth) + value + "}".repeat(depth);
  }

  @Test
  void differencesThatGrowBeyondTheStatesAreNotTold() {
    String name = "n".repeat(100_000);
    assertUnprocessable(items(name, "1"), items(name, "2"));
    assertUnprocessable(items("a", "1".repeat(10_000)), items("a", "1".repeat(10_000) + "2"));
    assertUnprocessable("[" + "1, ".repeat(1_000_000) + "1]", "[" + "2, ".repeat(1_000_000) + "1]");
  }

  private static String items(String name, String item) {
    return "{\"" + name + "\": [" + String.join(", ", Collections.nCopies(2_000, item)) + "]}";
  }

  private static void assertUnprocessable(String from, String to) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StateComparison.of(from, to))
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.UNPROCESSABLE));
  }

  private static String diff(String from, String to) {
    StateDiff diff = StateComparison.of(quoted(from), quoted(to));
    return JsonBody.of(
            json -> {
              json.writeStartObject();
              diff.write(json);
              json.writeEndObject();
            })
        .toString();
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
