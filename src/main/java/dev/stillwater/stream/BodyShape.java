package dev.stillwater.stream;

/** The forms of a request body, each with what it must be. */
enum BodyShape {
  OBJECT("a JSON object", false),
  OBJECTS("a JSON object or an array of JSON objects", true),
  LINES("one JSON object per line", false);

  final String expected;
  final boolean takesArray;

  BodyShape(String expected, boolean takesArray) {
    this.expected = expected;
    this.takesArray = takesArray;
  }
}
