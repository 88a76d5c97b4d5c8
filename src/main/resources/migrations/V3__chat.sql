-- What chat programs have delivered, so that what comes again is answered once.
CREATE TABLE chat_delivery (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (channel, id)
);

CREATE INDEX chat_delivery_by_time ON chat_delivery (seen);

-- Questions: those that wait are taken up again after a restart, and what is shown is found again when the question is edited or deleted.
CREATE TABLE chat_question (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    question TEXT NOT NULL,
    state TEXT NOT NULL,
    handle TEXT,
    conversation_id TEXT,
    answer_id TEXT,
    created BIGINT NOT NULL,
    PRIMARY KEY (channel, id)
);

CREATE INDEX chat_question_by_state ON chat_question (state, created);
CREATE INDEX chat_question_by_answer ON chat_question (answer_id);

-- One thread is one conversation.
CREATE TABLE chat_thread (
    channel TEXT NOT NULL,
    thread TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    updated BIGINT NOT NULL,
    PRIMARY KEY (channel, thread)
);
