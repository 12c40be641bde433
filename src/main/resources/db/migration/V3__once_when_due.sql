-- Runs that start by themselves: once for each due instant, watched while they go, and told of to all instances.

ALTER TABLE stillwater.installation ADD COLUMN paused_at timestamptz;
COMMENT ON COLUMN stillwater.installation.paused_at IS 'Since when no run starts by itself; null where the schedule goes on.';

ALTER TABLE stillwater.maintenance_run
  DROP CONSTRAINT maintenance_run_kind_check,
  ADD CONSTRAINT maintenance_run_kind_check CHECK (kind IN ('FULL', 'SNAPSHOT', 'ARCHIVE', 'RESTORE')),
  ADD COLUMN missed_months date[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN stillwater.maintenance_run.missed_months IS 'Months that came due before this run and can be captured no more.';

-- earlier versions let each instance run when it was due: the first one counts
UPDATE stillwater.maintenance_run r SET scheduled_at = NULL
WHERE r.status = 'SUCCEEDED' AND EXISTS (
  SELECT FROM stillwater.maintenance_run e
  WHERE e.scheduled_at = r.scheduled_at AND e.status = 'SUCCEEDED' AND e.run_id < r.run_id);
CREATE UNIQUE INDEX maintenance_run_once_when_due ON stillwater.maintenance_run (scheduled_at) WHERE status = 'SUCCEEDED';

CREATE TABLE stillwater.run_progress (
  run_id bigint PRIMARY KEY,
  sequence bigint NOT NULL DEFAULT 0,
  beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  cancel_requested boolean NOT NULL DEFAULT false,
  phase text CHECK (phase IN ('SNAPSHOT', 'ARCHIVE', 'RESTORE')),
  streams_done bigint NOT NULL DEFAULT 0,
  streams_total bigint NOT NULL DEFAULT 0,
  months_done bigint NOT NULL DEFAULT 0,
  months_total bigint NOT NULL DEFAULT 0,
  rows_per_second bigint,
  seconds_left bigint
);
COMMENT ON TABLE stillwater.run_progress IS 'What a run tells while it goes, and what it is told. Apart from its row in the ledger, which its transactions lock.';
COMMENT ON COLUMN stillwater.run_progress.beat_at IS 'The last sign of life of the run''s instance, by the clock of the database.';
COMMENT ON COLUMN stillwater.run_progress.sequence IS 'Counts what was told of the run.';

-- Notices on the channel stillwater: 'STARTED 42 0', 'PROGRESS 42 1', 'FINISHED 42 2' (run and sequence), 'SCHEDULE'.
CREATE FUNCTION stillwater.tell_run() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  number bigint := 0;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE stillwater.run_progress SET sequence = sequence + 1 WHERE run_id = NEW.run_id RETURNING sequence INTO number;
  END IF;
  PERFORM pg_notify('stillwater', format('%s %s %s',
    CASE TG_OP WHEN 'INSERT' THEN 'STARTED' ELSE 'FINISHED' END, NEW.run_id, coalesce(number, 1)));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_run_started AFTER INSERT ON stillwater.maintenance_run
  FOR EACH ROW EXECUTE FUNCTION stillwater.tell_run();
CREATE TRIGGER tell_run_finished AFTER UPDATE OF status ON stillwater.maintenance_run
  FOR EACH ROW WHEN (OLD.status = 'RUNNING' AND NEW.status <> 'RUNNING') EXECUTE FUNCTION stillwater.tell_run();

CREATE FUNCTION stillwater.tell_progress() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('stillwater', format('PROGRESS %s %s', NEW.run_id, NEW.sequence));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_progress AFTER UPDATE OF beat_at ON stillwater.run_progress
  FOR EACH ROW EXECUTE FUNCTION stillwater.tell_progress();

CREATE FUNCTION stillwater.tell_schedule() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('stillwater', 'SCHEDULE');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_schedule AFTER UPDATE OF paused_at ON stillwater.installation
  FOR EACH ROW EXECUTE FUNCTION stillwater.tell_schedule();

CREATE FUNCTION stillwater.end_run(run bigint, ended_at timestamptz, cause text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  session integer;
BEGIN
  SELECT a.pid INTO session
  FROM stillwater.maintenance_run r
  JOIN pg_catalog.pg_stat_activity a ON a.pid = r.backend_pid AND coalesce(a.backend_start = r.backend_start, true)
  WHERE r.run_id = run AND r.status = 'RUNNING';
  -- first of all: the instance may only be paused, and must not write when it wakes
  IF session IS NOT NULL AND NOT pg_terminate_backend(session, 3000) THEN
    RETURN false;
  END IF;
  UPDATE stillwater.maintenance_run r
  SET status = CASE WHEN p.cancel_requested THEN 'CANCELLED' ELSE 'FAILED' END,
      finished_at = ended_at, waiting_for = NULL,
      error = CASE WHEN p.cancel_requested THEN 'cancelled on request' ELSE cause END
  FROM stillwater.run_progress p
  WHERE r.run_id = run AND r.status = 'RUNNING' AND p.run_id = r.run_id;
  RETURN FOUND;
END $$;
COMMENT ON FUNCTION stillwater.end_run IS 'Ends a run from outside, and before it the database session that it works in.';

CREATE FUNCTION stillwater.month_counts(zone text)
RETURNS TABLE (month date, hot bigint, archived bigint, estimated boolean)
-- stable: every count sees what the calling statement sees
LANGUAGE plpgsql STABLE AS $$
DECLARE
  part record;
  found record;
BEGIN
  FOR part IN
    SELECT parent.name AS parent, p.name, p.lower, format('stillwater.%I', p.name)::regclass AS partition
    FROM (VALUES ('event_log'), ('stream_archive')) AS parent (name),
      stillwater.partitions(format('stillwater.%I', parent.name)::regclass) p
  LOOP
    FOR found IN EXECUTE CASE WHEN stillwater.is_small(part.partition)
      THEN format('SELECT date_trunc(''month'', occurred_at AT TIME ZONE %L)::date AS month, count(*) AS events, true AS exact FROM ONLY %s GROUP BY 1',
        zone, part.partition)
      -- the month of a partition is told by its midst: time zone rules may have changed since it was made
      ELSE format('SELECT date_trunc(''month'', (%L::timestamptz + interval ''15 days'') AT TIME ZONE %L)::date AS month, e.events, e.exact FROM stillwater.row_estimate(%L) e',
        part.lower, zone, part.partition) END
    LOOP
      month := found.month;
      hot := CASE part.parent WHEN 'event_log' THEN found.events ELSE 0 END;
      archived := found.events - hot;
      estimated := NOT found.exact;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END $$;
COMMENT ON FUNCTION stillwater.month_counts IS 'How many events months have in log and archive: counted where a partition is small, else estimated; what is large and lies before all months has no month.';
