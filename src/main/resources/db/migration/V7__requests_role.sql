-- Requests may be served by a role that owns nothing: it reads everything, and writes streams and events.

CREATE FUNCTION stillwater.admit_requests(requests text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  missing text;
BEGIN
  IF pg_has_role(requests, current_user, 'USAGE') THEN
    RETURN;
  END IF;
  -- of two sessions that grant on one table at once, the second fails
  PERFORM pg_advisory_xact_lock(hashtextextended('stillwater.admit_requests', 0));
  FOR missing IN
    SELECT format('GRANT USAGE ON SCHEMA stillwater TO %I', requests)
    WHERE NOT has_schema_privilege(requests, 'stillwater', 'USAGE')
    UNION ALL
    SELECT format('GRANT %s ON %s TO %I', privilege, c.oid::regclass, requests)
    FROM pg_catalog.pg_class c
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege
    WHERE c.relnamespace = 'stillwater'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (privilege = 'SELECT' OR c.relname = 'stream' OR c.relname = 'event_log' AND privilege = 'INSERT')
      AND NOT has_table_privilege(requests, c.oid, privilege)
  LOOP
    EXECUTE missing;
  END LOOP;
END $$;
COMMENT ON FUNCTION stillwater.admit_requests IS 'Grants a role what requests need, where it lacks that; to be called by the owner after each migration.';
