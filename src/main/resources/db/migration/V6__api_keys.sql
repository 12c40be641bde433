-- Who may call over HTTP, where callers have keys.

CREATE TABLE stillwater.api_key (
  key_id text COLLATE "C" PRIMARY KEY CHECK (key_id ~ '^[0-9a-f]{12}$'),
  name text NOT NULL CHECK (char_length(name) <= 200),
  role text NOT NULL CHECK (role IN ('READ', 'WRITE', 'OPERATE')),
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz
);
COMMENT ON TABLE stillwater.api_key IS 'The keys of callers, none of which can be told from what is here.';
COMMENT ON COLUMN stillwater.api_key.key_hash IS 'The SHA-256 of the whole key, which has 256 random bits: there is nothing to guess, so nothing slower is needed.';
