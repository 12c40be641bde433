/** The connections to PostgreSQL, the schema's migrations, and what errors of the database mean. */
package dev.stillwater.database;
