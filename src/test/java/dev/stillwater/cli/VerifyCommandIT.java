package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator meets it. */
@ExtendWith(DatabaseExtension.class)
class VerifyCommandIT {

  private final TestDatabase database;
  @TempDir private Path directory;

  VerifyCommandIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void tellsWhatIsHeldAndWhatMustNotBe() {
    verify(0);
    database.execute(TestEvent.at("2000-01-01T00:00:00Z").insert());
    JsonObject sound = verify(0);
    assertThat(sound.getBoolean("sound")).isTrue();
    assertThat(sound.getJsonArray("violations")).isEmpty();
    JsonObject month = sound.getJsonArray("months").getJsonObject(0);
    assertThat(month.getString("month")).isEqualTo("2000-01");
    assertThat(month.getJsonObject("log").getInteger("events")).isEqualTo(1);
    assertThat(month.getJsonObject("both")).isEqualTo(sound.getJsonObject("log"));

    database.execute(
        """
        INSERT INTO stillwater.stream_archive (event_id, stream_id, event_type, occurred_at)
        SELECT event_id, stream_id, event_type, occurred_at FROM stillwater.event_log
        """);
    JsonObject broken = verify(1);
    assertThat(broken.getBoolean("sound")).isFalse();
    assertThat(broken.getJsonArray("violations")).hasSize(2);
    assertThat(broken.getJsonObject("both").getInteger("events")).isEqualTo(2);
  }

  private JsonObject verify(int exitCode) {
    try (Child child = Child.start(directory, Map.of("DATABASE_URL", database.url()), "verify")) {
      assertThat(child.exitCode()).as(child::toString).isEqualTo(exitCode);
      JsonObject told = new JsonObject(child.out());
      assertThat(child.err().lines().filter(line -> line.startsWith("stillwater: ")))
          .hasSize(exitCode)
          .allSatisfy(
              line -> {
                for (Object violation : told.getJsonArray("violations")) {
                  assertThat(line).contains((String) violation);
                }
              });
      assertThat(child.err()).doesNotContain("\tat ");
      return told;
    }
  }
}
