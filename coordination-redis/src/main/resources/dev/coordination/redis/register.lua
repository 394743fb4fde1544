-- Registers a node, replacing what it registered before (M-01, M-02).
--
-- KEYS[1]  the index of the nodes
-- KEYS[2]  the node's metadata; expires with the node
-- ARGV[1]  the node
-- ARGV[2]  the metadata
-- ARGV[3]  the TTL in milliseconds
-- Returns  1
--
-- The index is written first: if the server does not permit SET, the node is not registered, and readers remove its entry.
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
