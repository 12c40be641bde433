/**
 * Maintenance: each run captures all streams and then archives old events. The ledger tells what
 * runs did; the database sees to it that only one is going.
 */
package dev.stillwater.maintenance;
