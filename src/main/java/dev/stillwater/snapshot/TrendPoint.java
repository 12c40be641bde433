package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A field in one month's snapshot.
 *
 * @param value the text of the number; empty where the field is not there or is no number
 */
record TrendPoint(YearMonth month, Optional<String> value) {

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("month", MonthLabel.format(month));
    json.writeFieldName("value");
    json.writeRawValue(value.orElse("null"));
    json.writeEndObject();
  }
}
