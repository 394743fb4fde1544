-- Gives a node the full TTL if it is active, and otherwise creates nothing (M-03).
--
-- KEYS[1]  the index of the nodes
-- KEYS[2]  the node's metadata
-- ARGV[1]  the node
-- ARGV[2]  the TTL in milliseconds
-- Returns  1 if the node was active, 0 if nothing changed.
--
-- If the index is lost, heartbeats restore it.
if redis.call('PEXPIRE', KEYS[2], ARGV[2]) == 1 then
  redis.call('SADD', KEYS[1], ARGV[1])
  return 1
end
return 0
