-- Registers a node, replacing what it registered before (M-01, M-02). Preceded by membership.lua.
--
-- ARGV[3]  the node
-- ARGV[4]  the metadata
-- ARGV[5]  the TTL in milliseconds
-- Returns  1
--
-- The first command changes nothing, because there is no such key, but fails if the server does not permit SET. The node is set
-- last, so it is not registered if the server refuses another command.
redis.call('SET', changes, '', 'XX')
expiresIn(ARGV[5])
redis.call('SADD', index, ARGV[3])
redis.call('SET', nodes .. ARGV[3], ARGV[4], 'PX', ARGV[5])
changed(ARGV[3])
return 1
