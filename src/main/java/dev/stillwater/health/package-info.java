/** Whether requests can be answered, and if not, why. */
package dev.stillwater.health;
