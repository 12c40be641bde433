/**
 * The event-bus contract: its addresses, and how requests are read and answered. Whoever sits on
 * the bus, the HTTP side included, gets the same JSON and the same problems.
 */
package dev.stillwater.bus;
