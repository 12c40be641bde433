/** Requests that should work, by the contract, and what becomes of them when they are spoiled. */
package dev.stillwater.fuzz;
