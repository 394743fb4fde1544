-- Lists the ids of the active nodes in one consistent snapshot (M-06), and cleans the index of those that expired.
--
-- KEYS[1]  the index of the nodes
-- ARGV[1]  what precedes a node in the key of its metadata; same hash slot as the index
-- Returns  node, node, ...
--
-- Looking and cleaning are one step: a node that registers again meanwhile is never taken for stale.
local found = {}
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if redis.call('EXISTS', ARGV[1] .. node) == 1 then
    found[#found + 1] = node
  else
    redis.call('SREM', KEYS[1], node)
  end
end
return found
