/**
 * What can go wrong, in one vocabulary: one exception, one enum of kinds, and its form as RFC 9457
 * problem details. The same text crosses the event bus and HTTP.
 */
package dev.stillwater.problem;
