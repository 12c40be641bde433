/**
 * The calendar of a zone, in pure code: when maintenance is due, where months begin, which months
 * are to be created. Nothing here reads a clock.
 */
package dev.stillwater.calendar;
