/** Stillwater takes monthly stills of long-running streams and keeps their event log lean. */
package dev.stillwater;
