-- Deadlines are nanoseconds since 1970 on the adapter's clock; null means never.
CREATE TABLE entries (name VARCHAR(65536) PRIMARY KEY, content VARBINARY(1000000000) NOT NULL, deadline BIGINT);
CREATE TABLE leases (election VARCHAR(65536) PRIMARY KEY, node VARCHAR(65536), token BIGINT NOT NULL, deadline BIGINT NOT NULL);
CREATE TABLE members (node VARCHAR(65536) PRIMARY KEY, metadata VARCHAR(1048576) NOT NULL, deadline BIGINT NOT NULL);
-- One row for each area: a transaction that changes the area locks its row, so that changes are made one after the other.
CREATE TABLE turns (area VARCHAR(10) PRIMARY KEY, taken BIGINT NOT NULL);
INSERT INTO turns VALUES ('cache', 0), ('elections', 0), ('members', 0);
