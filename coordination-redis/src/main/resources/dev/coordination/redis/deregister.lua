-- Removes a node at once (M-04).
--
-- KEYS[1]  the index of the nodes
-- KEYS[2]  the node's metadata
-- ARGV[1]  the node
-- Returns  1 if the node was active, 0 if not.
--
-- No node has an empty id, so the first command changes nothing. It fails if the server does not permit SREM; and if it does
-- not permit DEL, the node stays a member, because it is removed from the index last.
redis.call('SREM', KEYS[1], '')
local deleted = redis.call('DEL', KEYS[2])
redis.call('SREM', KEYS[1], ARGV[1])
return deleted
