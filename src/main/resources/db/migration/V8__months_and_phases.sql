-- What is told of months and of runs in addition: sizes and late events of a month, and when the phases of a run began.

ALTER TABLE stillwater.maintenance_run ADD COLUMN phase_starts timestamptz[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN stillwater.maintenance_run.phase_starts IS
  'When the phases of the run began, in their order: each ends where the next one begins, the last one where the run succeeds. Of runs of earlier versions it is not known.';

CREATE FUNCTION stillwater.share_before(partition regclass, edge timestamptz, OUT share numeric) LANGUAGE plpgsql AS $$
DECLARE
  pages CONSTANT bigint := pg_relation_size(partition) / current_setting('block_size')::bigint;
BEGIN
  EXECUTE format('SELECT coalesce(avg((occurred_at < $1)::integer), 0) FROM %s TABLESAMPLE SYSTEM (%s)',
    partition, least(100, 6400.0 / greatest(pages, 1))) INTO share USING edge;
END $$;
COMMENT ON FUNCTION stillwater.share_before IS 'Which share of a partition''s events occurred before a time, told from a sample of some 64 pages.';

DROP FUNCTION stillwater.month_counts(text);
CREATE FUNCTION stillwater.month_counts(zone text)
RETURNS TABLE (month date, hot bigint, archived bigint, late bigint, hot_bytes bigint, archived_bytes bigint, estimated boolean)
-- stable: every count sees what the calling statement sees
LANGUAGE plpgsql STABLE AS $$
DECLARE
  horizon CONSTANT timestamptz := (SELECT h.archived_before FROM stillwater.archive_horizon h);
  part record;
  found record;
  bytes bigint;
BEGIN
  FOR part IN
    -- by number, not by name: a month that changes tables meanwhile has another name, and is still seen where it was
    SELECT i.inhparent = 'stillwater.event_log'::regclass AS is_hot, i.inhrelid::regclass AS partition, b.lower
    FROM pg_catalog.pg_inherits i, stillwater.bounds_of(i.inhrelid) b
    WHERE i.inhparent IN ('stillwater.event_log'::regclass, 'stillwater.stream_archive'::regclass)
  LOOP
    BEGIN
      bytes := pg_total_relation_size(part.partition);
      CONTINUE WHEN bytes IS NULL;
      FOR found IN EXECUTE format(CASE WHEN stillwater.is_small(part.partition)
        THEN 'SELECT date_trunc(''month'', occurred_at AT TIME ZONE $1)::date AS month, count(*) AS events,
                count(*) FILTER (WHERE occurred_at < $2) AS early, count(*) / sum(count(*)) OVER () AS share, true AS exact
              FROM ONLY %1$s GROUP BY 1'
        -- the month of a partition is told by its midst: time zone rules may have changed since it was made
        ELSE 'SELECT date_trunc(''month'', ($3 + interval ''15 days'') AT TIME ZONE $1)::date AS month, e.events,
                CASE WHEN $4 THEN round(e.events * stillwater.share_before(%1$L, $2)) END AS early, 1 AS share, e.exact
              FROM stillwater.row_estimate(%1$L) e' END, part.partition)
        USING zone, horizon, part.lower, part.is_hot AND coalesce(part.lower, '-infinity') < horizon
      LOOP
        month := found.month;
        hot := CASE WHEN part.is_hot THEN found.events ELSE 0 END;
        archived := found.events - hot;
        late := CASE WHEN part.is_hot THEN coalesce(found.early, 0) ELSE 0 END;
        -- months that share a table share what it takes
        hot_bytes := CASE WHEN part.is_hot THEN round(found.share * bytes) ELSE 0 END;
        archived_bytes := round(found.share * bytes) - hot_bytes;
        estimated := NOT found.exact;
        RETURN NEXT;
      END LOOP;
    EXCEPTION WHEN undefined_table OR syntax_error THEN
      NULL; -- dropped a moment ago, for it was empty: its number has no name any more
    END;
  END LOOP;
END $$;
COMMENT ON FUNCTION stillwater.month_counts IS 'How many events months have in log and archive, how many in the log are older than what has been archived, and what they take with indexes: counted where a partition is small, else estimated; what is large and lies before all months has no month.';
