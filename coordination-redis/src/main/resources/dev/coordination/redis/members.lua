-- Lists the active nodes in one consistent snapshot (M-06), and cleans the index of those that expired.
--
-- KEYS[1]  the index of the nodes
-- ARGV[1]  what precedes a node in the key of its metadata; same hash slot as the index
-- Returns  node, metadata, node, metadata, ...
--
-- Looking and cleaning are one step: a node that registers again meanwhile is never taken for stale.
local found = {}
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local metadata = redis.call('GET', ARGV[1] .. node)
  if metadata then
    found[#found + 1] = node
    found[#found + 1] = metadata
  else
    redis.call('SREM', KEYS[1], node)
  end
end
return found
