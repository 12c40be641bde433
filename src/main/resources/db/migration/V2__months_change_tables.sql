-- Months change tables as a whole, both ways. Each of these functions is one attempt within a transaction of the
-- caller's, who bounds it: it locks both parents first, then their partitions, oldest first.

CREATE TABLE stillwater.restored_month (
  month date PRIMARY KEY,
  restored_at timestamptz NOT NULL,
  released_at timestamptz,
  CONSTRAINT month_is_first_day CHECK (extract(day FROM month) = 1)
);
COMMENT ON TABLE stillwater.restored_month IS 'Months brought back from the archive: they stay in the log until they are released.';

ALTER TABLE stillwater.maintenance_run
  ADD COLUMN kind text NOT NULL DEFAULT 'FULL' CHECK (kind IN ('FULL', 'RESTORE')),
  ADD COLUMN late_events bigint NOT NULL DEFAULT 0,
  ADD COLUMN events_estimated bigint NOT NULL DEFAULT 0,
  ADD COLUMN events_restored bigint NOT NULL DEFAULT 0,
  ADD COLUMN waiting_for text;
COMMENT ON COLUMN stillwater.maintenance_run.late_events IS 'Of the events archived, those older than what had been archived before the run.';
COMMENT ON COLUMN stillwater.maintenance_run.events_estimated IS 'How many of events_archived are an estimate, until they have been counted.';
COMMENT ON COLUMN stillwater.maintenance_run.waiting_for IS 'What keeps the run from going on, while something does.';

-- waited for by the service now, which can tell what it waits for
DROP FUNCTION stillwater.await_users(regclass);

CREATE FUNCTION stillwater.has_month_bounds(partition oid, lower timestamptz, upper timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
  SELECT EXISTS (
    SELECT FROM pg_catalog.pg_constraint k,
      regexp_match(pg_get_constraintdef(k.oid),
        '^CHECK \(\(\(occurred_at >= ''([^'']+)''::timestamp with time zone\) AND \(occurred_at < ''([^'']+)''::timestamp with time zone\)\)\)$') AS bounds
    WHERE k.conrelid = partition AND k.contype = 'c' AND k.convalidated
      AND bounds[1]::timestamptz = lower AND bounds[2]::timestamptz = upper)
$$;
COMMENT ON FUNCTION stillwater.has_month_bounds IS 'Whether a valid CHECK says what the bounds say, so that attaching the table scans nothing.';

CREATE FUNCTION stillwater.bounds_of(partition regclass, OUT lower timestamptz, OUT upper timestamptz)
LANGUAGE sql STABLE SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
  SELECT substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \(''([^'']+)''\)')::timestamptz,
         substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz
  FROM pg_catalog.pg_class c WHERE c.oid = partition
$$;
COMMENT ON FUNCTION stillwater.bounds_of IS 'The bounds of one partition, without a look at the others: under a lock each costs.';

CREATE FUNCTION stillwater.is_small(partition regclass) RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_relation_size(partition) <= 8 << 20
$$;
COMMENT ON FUNCTION stillwater.is_small IS 'Whether a partition can be looked through under a lock that stalls everybody.';

CREATE FUNCTION stillwater.is_empty(partition regclass) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  found boolean := true;
BEGIN
  IF stillwater.is_small(partition) THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', partition) INTO found;
  END IF;
  RETURN NOT found;
END $$;
COMMENT ON FUNCTION stillwater.is_empty IS 'Whether a partition is known to hold nothing; of a large one that is known once its space has been given back.';

CREATE FUNCTION stillwater.partition_states(parent regclass)
RETURNS TABLE (name text, lower timestamptz, upper timestamptz, bytes bigint, empty boolean, fault text)
LANGUAGE sql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
  SELECT p.name, p.lower, p.upper, pg_relation_size(c.oid), stillwater.is_empty(c.oid),
    CASE
      WHEN c.relnamespace <> 'stillwater'::regnamespace THEN 'it is not in the schema stillwater'
      WHEN c.relkind <> 'r' THEN 'it is not an ordinary table'
      WHEN p.lower IS NOT NULL AND NOT stillwater.has_month_bounds(c.oid, p.lower, p.upper) THEN format(
        'it has no valid constraint CHECK (occurred_at >= %L AND occurred_at < %L), and would be scanned under a lock', p.lower, p.upper)
    END
  FROM stillwater.partitions(parent) p
  JOIN pg_catalog.pg_inherits i ON i.inhparent = parent
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relname = p.name
  -- not those that were dropped a moment ago
  WHERE pg_relation_size(c.oid) IS NOT NULL AND pg_get_expr(c.relpartbound, c.oid) IS NOT NULL
  ORDER BY 3
$$;
COMMENT ON FUNCTION stillwater.partition_states IS 'The partitions of the log or the archive, oldest first: their size, whether they hold nothing, and what keeps them from changing tables.';

CREATE FUNCTION stillwater.row_estimate(partition regclass, OUT events bigint, OUT exact boolean)
LANGUAGE plpgsql AS $$
DECLARE
  pages CONSTANT bigint := pg_relation_size(partition) / current_setting('block_size')::bigint;
BEGIN
  exact := stillwater.is_small(partition);
  IF exact THEN
    EXECUTE format('SELECT count(*) FROM ONLY %s', partition) INTO events;
  ELSIF pages > 0 THEN
    EXECUTE format(
      'SELECT coalesce(count(*) * %s / nullif(count(DISTINCT (ctid::text::point)[0]), 0), 0) FROM %s TABLESAMPLE SYSTEM (%s)',
      pages, partition, 6400.0 / pages) INTO events;
  END IF;
END $$;
COMMENT ON FUNCTION stillwater.row_estimate IS 'How many rows a partition holds: counted where it is small, else told from a sample of some 64 pages.';

-- Changes the upper bound of the landing partition, which holds nothing at or above it. Attaching scans it, so it is small.
CREATE FUNCTION stillwater.bind_landing(upper timestamptz) RETURNS void
LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
BEGIN
  EXECUTE format('ALTER TABLE stillwater.event_log ATTACH PARTITION stillwater.event_log_landing FOR VALUES FROM (MINVALUE) TO (%L)',
    upper);
END $$;

CREATE FUNCTION stillwater.lock_months(VARIADIC months text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month text;
BEGIN
  -- what was committed while the locks were waited for must be seen
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE 'months change tables in read committed transactions only';
  END IF;
  LOCK TABLE ONLY stillwater.event_log, ONLY stillwater.stream_archive IN ACCESS EXCLUSIVE MODE;
  FOREACH month IN ARRAY months LOOP
    EXECUTE format('LOCK TABLE stillwater.%I IN ACCESS EXCLUSIVE MODE', month);
  END LOOP;
END $$;
COMMENT ON FUNCTION stillwater.lock_months IS 'Locks both parents first and then partitions, in the order given: oldest first.';

CREATE FUNCTION stillwater.require_month_bounds(month regclass, lower timestamptz, upper timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT stillwater.has_month_bounds(month, lower, upper) THEN
    RAISE 'the month % has no valid CHECK of its bounds any more, and would be scanned under a lock', month;
  END IF;
END $$;

CREATE FUNCTION stillwater.archive_month(month text, archived_name text, stamp timestamptz, OUT events bigint)
LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
DECLARE
  source CONSTANT regclass := format('stillwater.%I', month);
  emptied CONSTANT regclass := to_regclass(format('stillwater.%I', archived_name));
  lower_bound timestamptz;
  upper_bound timestamptz;
BEGIN
  PERFORM stillwater.lock_months('event_log_landing', month);
  SELECT b.lower, b.upper INTO lower_bound, upper_bound FROM stillwater.bounds_of(source) b;
  PERFORM stillwater.require_month_bounds(source, lower_bound, upper_bound);
  -- a writer with an older snapshot finds out by it that it may be writing a duplicate
  UPDATE stillwater.archive_horizon SET archived_before = greatest(archived_before, upper_bound);

  IF emptied IS NOT NULL THEN
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', emptied);
    IF NOT stillwater.is_empty(emptied) OR NOT EXISTS (
        SELECT FROM pg_catalog.pg_inherits i, stillwater.bounds_of(emptied) b
        WHERE i.inhrelid = emptied AND i.inhparent = 'stillwater.stream_archive'::regclass
          AND (b.lower, b.upper) = (lower_bound, upper_bound)) THEN
      RAISE 'the month % cannot be archived: the name % is taken', month, archived_name;
    END IF;
    EXECUTE format('DROP TABLE %s', emptied);
  END IF;

  IF stillwater.is_small(source) THEN
    EXECUTE format('SELECT count(*) FROM ONLY %s', source) INTO events;
  END IF;
  EXECUTE format('ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.%I', month);
  EXECUTE format('ALTER TABLE stillwater.%I ADD COLUMN archived_at timestamptz NOT NULL DEFAULT %L', month, stamp);
  EXECUTE format('ALTER TABLE stillwater.%I RENAME TO %I', month, archived_name);
  EXECUTE format('ALTER TABLE stillwater.stream_archive ATTACH PARTITION stillwater.%I FOR VALUES FROM (%L) TO (%L)',
    archived_name, lower_bound, upper_bound);

  -- no gap: what comes late lands below the log, or in an empty month where others stay below this one
  IF lower_bound = (SELECT b.upper FROM stillwater.bounds_of('stillwater.event_log_landing') b)
      AND stillwater.is_small('stillwater.event_log_landing') THEN
    ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.event_log_landing;
    PERFORM stillwater.bind_landing(upper_bound);
  ELSE
    PERFORM stillwater.create_partition('event_log', month, lower_bound, upper_bound);
  END IF;
END $$;
COMMENT ON FUNCTION stillwater.archive_month IS 'Moves a month of the log, of which nothing is archived, to the archive as it is; tells how many events that were where they are few, else null.';

CREATE FUNCTION stillwater.drop_empty_months(months text[], OUT dropped integer)
LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
DECLARE
  month text;
  log_start timestamptz;
  own record;
BEGIN
  PERFORM stillwater.lock_months('event_log_landing');
  log_start := (SELECT b.upper FROM stillwater.bounds_of('stillwater.event_log_landing') b);
  dropped := 0;
  ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.event_log_landing;
  FOREACH month IN ARRAY months LOOP
    EXECUTE format('LOCK TABLE stillwater.%I IN ACCESS EXCLUSIVE MODE', month);
    SELECT b.lower, b.upper INTO own FROM stillwater.bounds_of(format('stillwater.%I', month)::regclass) b;
    EXIT WHEN own.lower <> log_start OR NOT stillwater.is_empty(format('stillwater.%I', month));
    EXECUTE format('DROP TABLE stillwater.%I', month);
    log_start := own.upper;
    dropped := dropped + 1;
  END LOOP;
  PERFORM stillwater.bind_landing(log_start);
END $$;
COMMENT ON FUNCTION stillwater.drop_empty_months IS 'Drops the months given, oldest first, from the lower end of the log, up to one that is not empty; tells how many.';

CREATE FUNCTION stillwater.prepend_months(names text[], bounds timestamptz[]) RETURNS void
LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
BEGIN
  PERFORM stillwater.lock_months('event_log_landing');
  IF bounds[cardinality(bounds)] <> (SELECT b.upper FROM stillwater.bounds_of('stillwater.event_log_landing') b) THEN
    RAISE 'the log does not begin at %', bounds[cardinality(bounds)];
  END IF;
  ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.event_log_landing;
  FOR i IN 1 .. cardinality(names) LOOP
    PERFORM stillwater.create_partition('event_log', names[i], bounds[i], bounds[i + 1]);
  END LOOP;
  WITH landed AS (
    DELETE FROM ONLY stillwater.event_log_landing WHERE occurred_at >= bounds[1]
    RETURNING event_id, stream_id, event_type, payload, occurred_at, recorded_at)
  INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at, recorded_at)
  SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at FROM landed;
  PERFORM stillwater.bind_landing(bounds[1]);
END $$;
COMMENT ON FUNCTION stillwater.prepend_months IS 'Creates empty months at the lower end of the log and moves what has landed there into them; one bound more than names, oldest first.';

CREATE FUNCTION stillwater.restore_month(archived text, month text, OUT events bigint)
LANGUAGE plpgsql SET datestyle = 'ISO, YMD' SET timezone = 'UTC' AS $$
DECLARE
  source CONSTANT regclass := format('stillwater.%I', archived);
  late CONSTANT text := month || '_late';
  lower_bound timestamptz;
  upper_bound timestamptz;
BEGIN
  PERFORM stillwater.lock_months(month, archived);
  SELECT b.lower, b.upper INTO lower_bound, upper_bound FROM stillwater.bounds_of(source) b;
  PERFORM stillwater.require_month_bounds(source, lower_bound, upper_bound);
  IF stillwater.is_small(source) THEN
    EXECUTE format('SELECT count(*) FROM ONLY %s', source) INTO events;
  END IF;

  EXECUTE format('ALTER TABLE stillwater.stream_archive DETACH PARTITION stillwater.%I', archived);
  EXECUTE format('ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.%I', month);
  EXECUTE format('ALTER TABLE stillwater.%I RENAME TO %I', month, late);
  EXECUTE format('ALTER TABLE stillwater.%I DROP COLUMN archived_at', archived);
  EXECUTE format('ALTER TABLE stillwater.%I RENAME TO %I', archived, month);
  EXECUTE format('ALTER TABLE stillwater.event_log ATTACH PARTITION stillwater.%I FOR VALUES FROM (%L) TO (%L)',
    month, lower_bound, upper_bound);
  EXECUTE format(
    'INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at, recorded_at)
     SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at FROM stillwater.%I', late);
  EXECUTE format('DROP TABLE stillwater.%I', late);
END $$;
COMMENT ON FUNCTION stillwater.restore_month IS 'Moves an archived month to the log as it is, in the place of the month that is there, whose few events it takes up; tells how many came back where they are few, else null.';
