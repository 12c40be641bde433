/** What the tests share: a real database for each test class. */
package dev.stillwater.testing;
