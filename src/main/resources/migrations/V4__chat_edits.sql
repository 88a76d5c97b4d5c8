-- A question that is edited waits anew; of its edits the last one counts, in whatever order they come.

-- How the chat program tells when the words were edited: later ones sort behind earlier ones.
ALTER TABLE chat_question ADD COLUMN edited TEXT NOT NULL DEFAULT '';

ALTER TABLE chat_question RENAME COLUMN created TO waiting_since;
