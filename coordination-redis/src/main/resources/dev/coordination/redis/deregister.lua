-- Removes a node at once (M-04).
--
-- KEYS[1]  the index of the nodes
-- KEYS[2]  the node's metadata
-- ARGV[1]  the node
-- Returns  1 if the node was active, 0 if not.
redis.call('SREM', KEYS[1], ARGV[1])
return redis.call('DEL', KEYS[2])
