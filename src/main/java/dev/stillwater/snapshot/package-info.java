/**
 * Snapshots: the state of every stream as it was captured in a month, and what is asked about them.
 * An ended month never changes, and its answers may be kept.
 */
package dev.stillwater.snapshot;
