-- What log and archive hold, counted and checksummed in one statement.

CREATE FUNCTION stillwater.event_hash(
  event_id uuid, stream_id text, event_type text, payload jsonb, occurred_at timestamptz, recorded_at timestamptz)
RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  -- times as numbers: their text would depend on the session
  SELECT hashtextextended(
    ROW(event_id, stream_id, event_type, payload, extract(epoch FROM occurred_at), extract(epoch FROM recorded_at))::text, 0)
$$;
COMMENT ON FUNCTION stillwater.event_hash IS 'A hash of what an event has in both tables; the same in either of them and in any session.';

-- Without SET and with one SELECT, so that PostgreSQL puts it into the statement that calls it. Such a statement locks
-- both parents before it takes its snapshot, and sees every month in one of them; called as a function, it would not.
CREATE FUNCTION stillwater.month_sums(edges timestamptz[])
RETURNS TABLE (month integer, hot_events bigint, hot_sum numeric, archived_events bigint, archived_sum numeric,
  beyond_horizon bigint, held_twice bigint, twice_event_id text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT e.month, count(e.hot), coalesce(sum(e.hot), 0), count(e.archived), coalesce(sum(e.archived), 0),
    count(*) FILTER (WHERE e.beyond), count(e.twice), min(e.twice::text)
  FROM (
    SELECT width_bucket(l.occurred_at, edges) AS month,
      stillwater.event_hash(l.event_id, l.stream_id, l.event_type, l.payload, l.occurred_at, l.recorded_at) AS hot,
      NULL::bigint AS archived, false AS beyond, NULL::uuid AS twice
    FROM stillwater.event_log l
    UNION ALL
    SELECT width_bucket(a.occurred_at, edges), NULL,
      stillwater.event_hash(a.event_id, a.stream_id, a.event_type, a.payload, a.occurred_at, a.recorded_at),
      a.occurred_at >= coalesce((SELECT h.archived_before FROM stillwater.archive_horizon h), '-infinity'), NULL
    FROM stillwater.stream_archive a
    UNION ALL
    SELECT width_bucket(l.occurred_at, edges), NULL, NULL, false, l.event_id
    FROM stillwater.event_log l
    JOIN stillwater.stream_archive a USING (stream_id, occurred_at, event_id)) e
  GROUP BY e.month
$$;
COMMENT ON FUNCTION stillwater.month_sums IS
  'Counts and checksums of log and archive between the edges of months, as width_bucket numbers them; how many archived events are not before the horizon, and how many keys both tables hold, with one of these. Moving events does not change hot_sum + archived_sum.';
