package dev.stillwater.trace;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Where a message comes from: the request that led to it, and the trace of which that is a step.
 *
 * @param requestId fit to be shown in headers and logs
 * @param traceId 32 hexadecimal digits
 * @param given what the asker told of the trace
 * @param state what others along the trace have told of it
 */
public record Origin(
    String requestId, String traceId, Optional<TraceParent> given, Optional<String> state) {

  /** Header of a request, and of a message on the bus: its id. */
  public static final String REQUEST_ID = "x-request-id";

  /** Header of a request, and of a message on the bus: its place in a trace. */
  public static final String TRACE_PARENT = "traceparent";

  /** Header beside the one before, which is passed on as it is. */
  public static final String TRACE_STATE = "tracestate";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:/+=@-]{1,128}");
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e\\t]{1,512}");

  /**
   * What headers tell, and new ids where they tell none, or none that will do.
   *
   * @param headers the value of a name, or null
   */
  public static Origin of(UnaryOperator<String> headers) {
    String fresh = Ids.ofThirtyTwo();
    Optional<TraceParent> trace = header(headers, TRACE_PARENT).flatMap(TraceParent::parse);
    return new Origin(
        header(headers, REQUEST_ID).filter(id -> ID.matcher(id).matches()).orElse(fresh),
        trace.map(TraceParent::traceId).orElse(fresh),
        trace,
        trace.flatMap(known -> header(headers, TRACE_STATE)).filter(Origin::isState));
  }

  private static Optional<String> header(UnaryOperator<String> headers, String name) {
    return Optional.ofNullable(headers.apply(name));
  }

  private static boolean isState(String text) {
    return STATE.matcher(text).matches();
  }

  /** The header of this name that a message has which comes of it; null where it has none. */
  public String header(String name) {
    return switch (name) {
      case REQUEST_ID -> requestId;
      case TRACE_PARENT -> next().toString();
      case TRACE_STATE -> state.orElse(null);
      default -> null;
    };
  }

  private TraceParent next() {
    return given
        .map(TraceParent::next)
        .orElseGet(() -> new TraceParent(traceId, Ids.ofSixteen(), false));
  }

  /** Adds the ids to a line of the log. */
  public LoggingEventBuilder on(LoggingEventBuilder line) {
    return line.addKeyValue("requestId", requestId).addKeyValue("traceId", traceId);
  }
}
