package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses a body as it arrives, line by line: no token of JSON spans lines, so the line of a fault
 * is the line being parsed. Faults are of kind INVALID, with line and field. Not thread-safe.
 */
final class BodyParser {

  private final ObjectAssembler assembler;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final SeparatorGuard separators = new SeparatorGuard();

  // the parser takes overlong forms and encoded surrogates, the decoder does not
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(1024);

  private byte[] partOfCharacter = {};
  private long line = 1;

  BodyParser(ObjectAssembler assembler) {
    this.assembler = assembler;
    try {
      this.parser = StrictJson.FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** Parses the next bytes, split from the others anywhere. */
  void feed(Buffer chunk) {
    byte[] bytes = withPartOfCharacter(chunk);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    boolean valid = skipCharacters(rest);
    parseLines(bytes, rest.position());
    requireUtf8(valid);
    partOfCharacter = Arrays.copyOfRange(bytes, rest.position(), bytes.length);
  }

  // whole bodies come in one piece, too: they are copied once
  private byte[] withPartOfCharacter(Buffer chunk) {
    return partOfCharacter.length == 0
        ? chunk.getBytes()
        : Buffer.buffer(partOfCharacter).appendBuffer(chunk).getBytes();
  }

  /** The body is complete. */
  void end() {
    requireUtf8(partOfCharacter.length == 0);
    inLine(
        () -> {
          feeder.endOfInput();
          drain();
          assembler.endOfBody();
        });
  }

  private boolean skipCharacters(ByteBuffer bytes) {
    CoderResult result;
    do {
      result = utf8.decode(bytes, decoded.clear(), false);
    } while (result.isOverflow());
    return result.isUnderflow();
  }

  private void parseLines(byte[] bytes, int end) {
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (!separators.accept(bytes[i])) {
        parse(bytes, start, i);
        throw ProblemException.invalidAt(line, "body", "well-formed JSON (a value is missing)");
      }
      if (bytes[i] == '\n') {
        parse(bytes, start, i + 1);
        inLine(assembler::endOfLine);
        line++;
        start = i + 1;
      }
    }
    parse(bytes, start, end);
  }

  private void parse(byte[] bytes, int start, int end) {
    inLine(
        () -> {
          feeder.feedInput(bytes, start, end);
          drain();
        });
  }

  private void drain() throws IOException {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.NOT_AVAILABLE;
        token = parser.nextToken()) {
      assembler.token(parser, line);
    }
  }

  private void requireUtf8(boolean valid) {
    if (!valid) {
      throw ProblemException.invalidAt(line, "body", "valid UTF-8");
    }
  }

  private void inLine(Step step) {
    try {
      step.run();
    } catch (ProblemException e) {
      throw ProblemException.invalidAt(
          line, (String) e.members().get("field"), (String) e.members().get("expected"));
    } catch (StreamConstraintsException e) {
      throw ProblemException.invalidAt(line, assembler.place(), StrictJson.expected(e));
    } catch (IOException e) {
      throw ProblemException.invalidAt(line, "body", StrictJson.expected(e));
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
