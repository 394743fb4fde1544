-- The tables of the adapter, in the current schema. Schemas do not see each other (G-07).

-- Names are bytes, because a text must not contain the character NUL (G-01). They are found by their hash, because an index
-- cannot hold a value of 64 KiB. Content is compared and returned as it is.
CREATE TABLE entries (name bytea NOT NULL, content bytea NOT NULL, deadline timestamptz NOT NULL);
CREATE UNIQUE INDEX ON entries (sha256(name));

-- A row stays when its term ends, so that the token of the next term is larger (L-04).
CREATE TABLE elections (name bytea NOT NULL, node bytea NOT NULL, token bigint NOT NULL, deadline timestamptz NOT NULL);
CREATE UNIQUE INDEX ON elections (sha256(name));

CREATE TABLE members (name bytea NOT NULL, metadata bytea NOT NULL, deadline timestamptz NOT NULL);
CREATE UNIQUE INDEX ON members (sha256(name));

-- The number of messages published so far. A transaction that publishes or subscribes locks the row.
CREATE TABLE published (number bigint NOT NULL);
INSERT INTO published VALUES (0);

-- The topics of each subscription, and the server process to which its connection belongs.
CREATE TABLE subscriptions (
  id uuid NOT NULL, pattern boolean NOT NULL, name bytea NOT NULL, pid integer NOT NULL, backend_start timestamptz NOT NULL);
CREATE INDEX ON subscriptions (id);

-- Returns the instant that is the given number of milliseconds from now, or infinity for null.
CREATE FUNCTION after(millis bigint) RETURNS timestamptz LANGUAGE sql VOLATILE
  RETURN coalesce(clock_timestamp() + millis * interval '1 millisecond', 'infinity');

-- Nothing reads a row after its deadline. To free the space, run this now and then:
--   DELETE FROM entries WHERE deadline <= clock_timestamp(); DELETE FROM members WHERE deadline <= clock_timestamp();
