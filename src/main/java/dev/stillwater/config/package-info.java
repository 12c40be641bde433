/**
 * Settings: one typed record per feature, gathered in {@link dev.stillwater.config.Settings}. Each
 * record names its keys, defaults and bounds in its {@code read}; every fault is told at once, and
 * no secret is ever shown.
 */
package dev.stillwater.config;
