-- Registers a node, replacing what it registered before (M-01, M-02). Preceded by membership.lua.
--
-- ARGV[3]  the node
-- ARGV[4]  the metadata
-- ARGV[5]  the TTL in milliseconds
-- Returns  1
--
-- The index is written first: if the server does not permit SET, the node is not registered, and readers remove its entry.
redis.call('SADD', index, ARGV[3])
expiresIn(ARGV[5])
redis.call('SET', nodes .. ARGV[3], ARGV[4], 'PX', ARGV[5])
changed(ARGV[3])
return 1
