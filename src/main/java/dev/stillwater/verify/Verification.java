package dev.stillwater.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
import dev.stillwater.verify.MonthSums.Sum;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What the database holds, and what of it must not be.
 *
 * @param months of which there are events, oldest first
 * @param violations each a sentence
 */
public record Verification(Instant verifiedAt, List<MonthSums> months, List<String> violations) {

  public Verification {
    months = List.copyOf(months);
    violations = List.copyOf(violations);
  }

  /** Whether all is as it must be. */
  public boolean isSound() {
    return violations.isEmpty();
  }

  public Buffer toJson() {
    return JsonBody.of(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("verifiedAt", Timestamps.format(verifiedAt));
    json.writeBooleanField("sound", isSound());
    json.writeArrayFieldStart("violations");
    for (String violation : violations) {
      json.writeString(violation);
    }
    json.writeEndArray();
    write(json, "log", months.stream().map(MonthSums::hot).reduce(Sum.NONE, Sum::plus));
    write(json, "archive", months.stream().map(MonthSums::archived).reduce(Sum.NONE, Sum::plus));
    write(json, "both", months.stream().map(MonthSums::total).reduce(Sum.NONE, Sum::plus));
    json.writeArrayFieldStart("months");
    for (MonthSums month : months) {
      write(json, month);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MonthSums sums) throws IOException {
    json.writeStartObject();
    json.writeStringField("month", sums.month().map(MonthLabel::format).orElse(null));
    write(json, "log", sums.hot());
    write(json, "archive", sums.archived());
    write(json, "both", sums.total());
    json.writeEndObject();
  }

  // as text: a sum of 64-bit numbers is more than most readers of JSON can take
  private static void write(JsonGenerator json, String table, Sum sum) throws IOException {
    json.writeObjectFieldStart(table);
    json.writeNumberField("events", sum.events());
    json.writeStringField("checksum", sum.checksum().toString());
    json.writeEndObject();
  }
}
