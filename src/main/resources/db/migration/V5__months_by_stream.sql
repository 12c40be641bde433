-- One month over all streams: the key alone would lead through all months of every stream.
CREATE INDEX stream_snapshot_by_month ON stillwater.stream_snapshot (month, stream_id);
