-- Streams, their events by month, their snapshots, and the runs that keep them.
-- Stream ids sort by code point (COLLATE "C"): the same on every system, and no library update can corrupt an index.

CREATE TABLE stillwater.installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  zone text NOT NULL,
  installed_at timestamptz NOT NULL
);
COMMENT ON TABLE stillwater.installation IS 'What was settled at the first start: the zone of all months, and the instant before which nothing is due.';

CREATE TABLE stillwater.stream (
  stream_id text COLLATE "C" NOT NULL PRIMARY KEY,
  status text NOT NULL DEFAULT 'ACTIVE',
  state jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stream_id_length CHECK (char_length(stream_id) BETWEEN 1 AND 512),
  CONSTRAINT created_at_range CHECK (created_at >= '0001-01-01 00:00:00+00' AND created_at < '10000-01-01 00:00:00+00')
);
COMMENT ON TABLE stillwater.stream IS 'The current state of each stream.';

CREATE FUNCTION stillwater.touch_stream() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- not the transaction's start: of two updates the later one must never look older
  NEW.updated_at := CASE TG_OP WHEN 'INSERT' THEN now() ELSE clock_timestamp() END;
  RETURN NEW;
END $$;
CREATE TRIGGER touch_stream BEFORE INSERT OR UPDATE ON stillwater.stream
  FOR EACH ROW EXECUTE FUNCTION stillwater.touch_stream();

-- The log and its archive. A month moves between the two as a whole table, so both have the same columns,
-- key and checks (by name too), and neither has a foreign key: it would lock the other table at each move.
CREATE TABLE stillwater.event_log (
  event_id uuid NOT NULL DEFAULT gen_random_uuid(),
  stream_id text COLLATE "C" NOT NULL,
  event_type text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  occurred_at timestamptz NOT NULL DEFAULT now(),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream_id, occurred_at, event_id),
  CONSTRAINT stream_id_length CHECK (char_length(stream_id) BETWEEN 1 AND 512),
  CONSTRAINT occurred_at_range CHECK (isfinite(occurred_at) AND occurred_at >= '0001-01-01 00:00:00+00'),
  CONSTRAINT recorded_at_range CHECK (recorded_at >= '0001-01-01 00:00:00+00' AND recorded_at < '10000-01-01 00:00:00+00')
) PARTITION BY RANGE (occurred_at);
COMMENT ON TABLE stillwater.event_log IS 'The hot events. Other programs may insert here; a key that is held already, here or in the archive, is a duplicate.';

CREATE TABLE stillwater.stream_archive (
  event_id uuid NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  event_type text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream_id, occurred_at, event_id),
  CONSTRAINT stream_id_length CHECK (char_length(stream_id) BETWEEN 1 AND 512),
  CONSTRAINT occurred_at_range CHECK (isfinite(occurred_at) AND occurred_at >= '0001-01-01 00:00:00+00'),
  CONSTRAINT recorded_at_range CHECK (recorded_at >= '0001-01-01 00:00:00+00' AND recorded_at < '10000-01-01 00:00:00+00')
) PARTITION BY RANGE (occurred_at);
COMMENT ON TABLE stillwater.stream_archive IS 'Events older than the retention. Written by maintenance only.';

CREATE FUNCTION stillwater.partitions(parent regclass)
RETURNS TABLE (name text, lower timestamptz, upper timestamptz)
LANGUAGE sql STABLE SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
  SELECT c.relname::text,
         substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \(''([^'']+)''\)')::timestamptz,
         substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz
  FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = parent
  ORDER BY 3
$$;
COMMENT ON FUNCTION stillwater.partitions IS 'The partitions of the log or the archive, oldest first; the landing partition has no lower bound.';

CREATE FUNCTION stillwater.create_partition(parent text, name text, lower timestamptz, upper timestamptz)
RETURNS void LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
BEGIN
  -- made apart and then attached: readers and writers of the parent are not locked out
  EXECUTE format('CREATE TABLE stillwater.%I (LIKE stillwater.%I INCLUDING ALL)', name, parent);
  IF lower IS NULL THEN
    EXECUTE format('ALTER TABLE stillwater.%I ATTACH PARTITION stillwater.%I FOR VALUES FROM (MINVALUE) TO (%L)',
      parent, name, upper);
  ELSE
    -- from birth, so that the month can change tables later without being scanned
    EXECUTE format('ALTER TABLE stillwater.%I ADD CONSTRAINT month_bounds CHECK (occurred_at >= %L AND occurred_at < %L)',
      name, lower, upper);
    EXECUTE format('ALTER TABLE stillwater.%I ATTACH PARTITION stillwater.%I FOR VALUES FROM (%L) TO (%L)',
      parent, name, lower, upper);
  END IF;
END $$;

CREATE FUNCTION stillwater.await_users(used regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  here CONSTANT oid := (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database());
  users CONSTANT text[] := ARRAY(
    SELECT virtualtransaction FROM pg_catalog.pg_locks
    WHERE database = here AND relation = used AND granted AND pid <> pg_backend_pid());
BEGIN
  WHILE EXISTS (SELECT FROM pg_catalog.pg_locks
    WHERE database = here AND relation = used AND virtualtransaction = ANY (users)) LOOP
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;
COMMENT ON FUNCTION stillwater.await_users IS
  'Waits for the end of the transactions that use a table now: they may not know its newest partitions, and so miss what is moved there.';

-- An event's key is held once over log and archive. Each table's own key cannot see the other, so every
-- insert is looked at again once it is done, with a snapshot newer than any move it may have waited for.
CREATE TABLE stillwater.archive_horizon (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  archived_before timestamptz NOT NULL
);
COMMENT ON TABLE stillwater.archive_horizon IS 'No archived event is at or after this time; every move writes it first.';
INSERT INTO stillwater.archive_horizon (archived_before) VALUES ('-infinity');

CREATE FUNCTION stillwater.drop_archived_duplicates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- the transition table's size is unknown to the planner, the key lookup is right for any size
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  horizon timestamptz;
  removed bigint;
BEGIN
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    -- Such a snapshot may be older than a move: locking the row then fails with 40001, and the writer tries again.
    -- The lock is let go at once, for what is written now cannot be moved before its writer commits.
    BEGIN
      PERFORM FROM stillwater.archive_horizon FOR SHARE;
      RAISE SQLSTATE 'SW001';
    EXCEPTION WHEN SQLSTATE 'SW001' THEN
      NULL;
    END;
  END IF;
  SELECT archived_before INTO horizon FROM stillwater.archive_horizon;
  IF NOT EXISTS (SELECT FROM written WHERE occurred_at < horizon) THEN
    RETURN NULL;
  END IF;
  DELETE FROM stillwater.event_log l
  USING written w, stillwater.stream_archive a
  WHERE w.occurred_at < horizon
    AND a.stream_id = w.stream_id AND a.occurred_at = w.occurred_at AND a.event_id = w.event_id
    AND l.stream_id = w.stream_id AND l.occurred_at = w.occurred_at AND l.event_id = w.event_id;
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('stillwater.archived_duplicates',
    (coalesce(nullif(current_setting('stillwater.archived_duplicates', true), ''), '0')::bigint + removed)::text, true);
  RETURN NULL;
END $$;
COMMENT ON FUNCTION stillwater.drop_archived_duplicates IS
  'Removes what was just written but is archived already; adds their number to the transaction''s setting stillwater.archived_duplicates.';
CREATE TRIGGER drop_archived_duplicates_insert AFTER INSERT ON stillwater.event_log
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION stillwater.drop_archived_duplicates();
CREATE TRIGGER drop_archived_duplicates_update AFTER UPDATE ON stillwater.event_log
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION stillwater.drop_archived_duplicates();

CREATE TABLE stillwater.stream_snapshot (
  stream_id text COLLATE "C" NOT NULL,
  month date NOT NULL,
  status text NOT NULL,
  state json NOT NULL,
  captured_at timestamptz NOT NULL DEFAULT now(),
  run_id bigint,
  PRIMARY KEY (stream_id, month),
  CONSTRAINT stream_id_length CHECK (char_length(stream_id) BETWEEN 1 AND 512),
  CONSTRAINT month_is_first_day CHECK (extract(day FROM month) = 1),
  CONSTRAINT captured_at_range CHECK (captured_at >= '0001-01-01 00:00:00+00' AND captured_at < '10000-01-01 00:00:00+00')
);
COMMENT ON TABLE stillwater.stream_snapshot IS 'The state of each stream as captured in each month (its first day); json, so that reads pass the text on.';

CREATE TABLE stillwater.maintenance_run (
  run_id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  trigger text NOT NULL CHECK (trigger IN ('SCHEDULE', 'CATCH_UP', 'MANUAL', 'EVENT_BUS', 'CLI')),
  month date NOT NULL,
  status text NOT NULL DEFAULT 'RUNNING' CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  instance text NOT NULL,
  backend_pid integer NOT NULL DEFAULT pg_backend_pid(),
  backend_start timestamptz NOT NULL,
  scheduled_at timestamptz,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  cutoff timestamptz NOT NULL,
  streams_total bigint NOT NULL DEFAULT 0,
  snapshots_created bigint NOT NULL DEFAULT 0,
  snapshots_refreshed bigint NOT NULL DEFAULT 0,
  snapshots_unchanged bigint NOT NULL DEFAULT 0,
  events_archived bigint NOT NULL DEFAULT 0,
  months_archived bigint NOT NULL DEFAULT 0,
  error text,
  CONSTRAINT month_is_first_day CHECK (extract(day FROM month) = 1)
);
COMMENT ON TABLE stillwater.maintenance_run IS 'Each execution of maintenance. The backend is the session that does its work: gone session, dead run.';
CREATE UNIQUE INDEX maintenance_run_one_at_a_time ON stillwater.maintenance_run (status) WHERE status = 'RUNNING';
