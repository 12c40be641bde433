/** Looks over what the database holds, beside a running service, and tells what must not be. */
package dev.stillwater.verify;
