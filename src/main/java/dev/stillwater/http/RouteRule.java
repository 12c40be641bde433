package dev.stillwater.http;

/** What a route asks of its caller. */
enum RouteRule {
  /** Nothing: health. */
  OPEN,
  /** To read streams, events, snapshots and how maintenance goes. */
  READ,
  /** To write streams and events. */
  WRITE,
  /** To start, cancel, pause and resume maintenance, and to restore months. */
  OPERATE,
  /** To see the metrics. */
  METRICS,
  /** To read the contract. */
  DOCS
}
