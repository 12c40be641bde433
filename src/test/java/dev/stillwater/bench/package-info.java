/** What is measured, with {@code ./mvnw -Pbench}; the tests never run it. */
package dev.stillwater.bench;
