/** The commands of the program. */
package dev.stillwater.cli;
