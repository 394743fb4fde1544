-- Registers a node, replacing what it registered before (M-01, M-02). Preceded by membership.lua.
--
-- ARGV[3]  the node
-- ARGV[4]  the metadata
-- ARGV[5]  the TTL in milliseconds
-- Returns  1
--
-- A node that is active with the same metadata only gets the TTL, which is no change for readers.
--
-- The first command that writes changes nothing, because there is no such key, but fails if the server does not permit SET. The node
-- is set last, so it is not registered if the server refuses another command.
local same = redis.call('GET', nodes .. ARGV[3]) == ARGV[4]
redis.call('SET', closed, '', 'XX')
expiresIn(ARGV[5])
local wasLost = redis.call('EXISTS', index) == 0
local added = redis.call('SADD', index, ARGV[3])
redis.call('SET', nodes .. ARGV[3], ARGV[4], 'PX', ARGV[5])
if wasLost then
  forget() -- readers may know nodes that the index no longer has
end
if not same or added == 1 then
  changed(ARGV[3], ARGV[4])
end
return 1
