-- Keys without their secret part, of which only the hash is kept. Lists are kept a value a line; no collections: all.

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    collections TEXT,
    origins TEXT NOT NULL,
    created BIGINT NOT NULL
);

-- What the service signs with.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
