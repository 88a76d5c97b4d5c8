-- The same statements for SQLite and PostgreSQL: text ids, milliseconds since 1970 for times, JSON as text.

CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    principal TEXT NOT NULL,
    title TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

CREATE INDEX conversation_by_principal ON conversation (principal, updated, id);

-- A turn is a question and its answer; its id is the answer's. Turns with the same parent are branches.
CREATE TABLE turn (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    parent_id TEXT,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    answer TEXT NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (conversation_id, number)
);

-- What answers cite stays readable after the document has changed or gone. Each text is kept once.
CREATE TABLE cited_text (
    content_hash TEXT PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE TABLE cited (
    turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
    content_hash TEXT NOT NULL REFERENCES cited_text (content_hash),
    document_id TEXT NOT NULL,
    collection TEXT NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (turn_id, content_hash, document_id)
);

CREATE INDEX cited_by_text ON cited (content_hash);

CREATE TABLE feedback (
    turn_id TEXT PRIMARY KEY REFERENCES turn (id) ON DELETE CASCADE,
    rating TEXT NOT NULL,
    reason TEXT,
    comment TEXT,
    created BIGINT NOT NULL
);
