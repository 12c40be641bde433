/**
 * The monthly schedule: what is due, whether it has been done, when to try again, and an alarm
 * where it has not. The ledger in the database decides; any number of instances may ask it.
 */
package dev.stillwater.schedule;
