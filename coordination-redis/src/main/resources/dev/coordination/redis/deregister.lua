-- Removes a node at once (M-04). Preceded by membership.lua.
--
-- ARGV[3]  the node
-- Returns  1 if the node was active, 0 if not.
--
-- No node has an empty id, so the first command changes nothing. It fails if the server does not permit SREM; and if it does
-- not permit DEL, the node stays a member, because it is removed from the index last.
redis.call('SREM', index, '')
local deleted = redis.call('DEL', nodes .. ARGV[3])
local indexed = redis.call('SREM', index, ARGV[3])
if deleted == 1 or indexed == 1 then -- an expired node was indexed, and readers may not have noticed that it has expired
  changed(ARGV[3])
end
return deleted
