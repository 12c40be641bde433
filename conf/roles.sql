-- Two roles, for least privilege: one owns the tables and does migrations and maintenance (DATABASE_OWNER_URL), the
-- other serves requests (DATABASE_URL). Run once in the service's database, by a superuser:
--
--   psql -v owner_password=… -v requests_password=… -f conf/roles.sql 'postgresql://postgres@db.example/app'
--
-- The service grants the second role what it needs, at each start: to read everything, to insert and update streams,
-- to insert events. It owns nothing, so it can neither change nor delete what has been written as an event, a snapshot,
-- the archive or a run.

CREATE ROLE stillwater_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE stillwater_requests LOGIN PASSWORD :'requests_password';

DO $$
BEGIN
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO stillwater_owner, stillwater_requests', current_database());
  -- for the schema stillwater, which the first start creates
  EXECUTE format('GRANT CREATE ON DATABASE %I TO stillwater_owner', current_database());
END $$;

-- so that maintenance can tell what the transactions of others are that it waits for
GRANT pg_read_all_stats TO stillwater_owner;
