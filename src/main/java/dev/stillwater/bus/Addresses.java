package dev.stillwater.bus;

import dev.stillwater.trace.Origin;

/** The public addresses of Stillwater on the event bus. */
public final class Addresses {

  public static final String SNAPSHOTS_GET = "stillwater.snapshots.get";
  public static final String SNAPSHOTS_LIST = "stillwater.snapshots.list";
  public static final String SNAPSHOTS_MONTH = "stillwater.snapshots.month";
  public static final String SNAPSHOTS_TREND = "stillwater.snapshots.trend";
  public static final String SNAPSHOTS_DIFF = "stillwater.snapshots.diff";
  public static final String ARCHIVE_LIST = "stillwater.archive.list";
  public static final String ARCHIVE_RESTORE = "stillwater.archive.restore";
  public static final String ARCHIVE_RELEASE = "stillwater.archive.release";
  public static final String EVENTS_LIST = "stillwater.events.list";
  public static final String EVENTS_APPEND = "stillwater.events.append";
  public static final String STREAMS_GET = "stillwater.streams.get";
  public static final String STREAMS_PUT = "stillwater.streams.put";
  public static final String STREAMS_FIND = "stillwater.streams.find";
  public static final String MAINTENANCE_START = "stillwater.maintenance.start";
  public static final String MAINTENANCE_PLAN = "stillwater.maintenance.plan";
  public static final String MAINTENANCE_STATUS = "stillwater.maintenance.status";
  public static final String MAINTENANCE_PAUSE = "stillwater.maintenance.pause";
  public static final String MAINTENANCE_RESUME = "stillwater.maintenance.resume";
  public static final String MAINTENANCE_CANCEL = "stillwater.maintenance.cancel";
  public static final String MAINTENANCE_RUN = "stillwater.maintenance.run";
  public static final String MAINTENANCE_RUNS = "stillwater.maintenance.runs";

  /**
   * What runs do is published here: {@code {"id": "42-17", "type": "STARTED", "run": {…}}}, the
   * type also {@code PROGRESS} or {@code FINISHED}; the id is the run's and a number that grows
   * within it.
   */
  public static final String MAINTENANCE_EVENTS = "stillwater.maintenance.events";

  /** Header of a body sent as a buffer: the stream it is about. */
  public static final String STREAM_ID = "streamId";

  /** Header of a body sent as a buffer: its media type. */
  public static final String CONTENT_TYPE = "content-type";

  /**
   * Header of a request for a month's snapshots: {@code application/x-ndjson} asks for all of them
   * as lines. A reply is a piece of them, as many as are sent at a time; it has the header {@link
   * #NEXT} unless there is none left.
   */
  public static final String ACCEPT = "accept";

  /** Header of a reply: where the next piece begins, to be asked for as {@code cursor}. */
  public static final String NEXT = "next";

  /**
   * Header of a maintenance request: who asks, {@code MANUAL} for REST; the bus itself by default.
   */
  public static final String TRIGGER = "trigger";

  /** Header of a request that starts a run: how many seconds to wait for its end at the most. */
  public static final String WAIT = "wait";

  /**
   * Header of any request: an id that names it in the log, up to 128 letters, digits and {@code
   * ._~:/+=@-}.
   */
  public static final String REQUEST_ID = Origin.REQUEST_ID;

  /** Header of any request: its place in a trace, as W3C's Trace Context writes it. */
  public static final String TRACE_PARENT = Origin.TRACE_PARENT;

  private Addresses() {}
}
