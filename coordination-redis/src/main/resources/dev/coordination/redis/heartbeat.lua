-- Gives a node the full TTL if it is active, and otherwise creates nothing (M-03).
--
-- KEYS[1]  the index of the nodes
-- KEYS[2]  the node's metadata
-- ARGV[1]  the node
-- ARGV[2]  the TTL in milliseconds
-- Returns  1 if the node was active, 0 if nothing changed.
--
-- If the index is lost, heartbeats restore it. That comes first, because it changes nothing that a caller sees: if the server
-- does not permit it, the TTL stays as it is.
if redis.call('EXISTS', KEYS[2]) == 0 then
  return 0
end
redis.call('SADD', KEYS[1], ARGV[1])
return redis.call('PEXPIRE', KEYS[2], ARGV[2])
