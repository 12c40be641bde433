/** What a request is known by wherever it gets: in answers, on the bus and in logs. */
package dev.stillwater.trace;
