package dev.stillwater.http;

/** What a route asks of its caller. */
enum RouteRule {
  /** Nothing: health, the dashboard without its data, and signing in. */
  OPEN,
  /** To read streams, events, snapshots and how maintenance goes. */
  READ,
  /** To write streams and events. */
  WRITE,
  /** To start, cancel, pause and resume maintenance, and to restore months. */
  OPERATE,
  /** To see the metrics: to read, unless they are open. */
  METRICS,
  /** To see the contract and its documentation: to read, unless they are open. */
  DOCS
}
