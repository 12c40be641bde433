package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * What has to be done to one JSON value to get another: change, add in this order, and remove in
 * the reverse of it. Paths are JSON Pointers (RFC 6901), values JSON text.
 */
record StateDiff(List<Value> added, List<Value> removed, List<Change> changed) {

  /** A value that only one of the two has. */
  record Value(String path, String value) {

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("path", path);
      json.writeFieldName("value");
      json.writeRawValue(value);
      json.writeEndObject();
    }
  }

  /** A value in the place of another. */
  record Change(String path, String from, String to) {

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("path", path);
      json.writeFieldName("from");
      json.writeRawValue(from);
      json.writeFieldName("to");
      json.writeRawValue(to);
      json.writeEndObject();
    }
  }

  StateDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /** Writes the three lists as members. */
  void write(JsonGenerator json) throws IOException {
    write(json, "added", added);
    write(json, "removed", removed);
    json.writeArrayFieldStart("changed");
    for (Change change : changed) {
      change.write(json);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String member, List<Value> values)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (Value value : values) {
      value.write(json);
    }
    json.writeEndArray();
  }
}
