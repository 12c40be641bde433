/**
 * JSON as the service reads and writes it: strict on the way in, numbers never through a double.
 */
package dev.stillwater.json;
