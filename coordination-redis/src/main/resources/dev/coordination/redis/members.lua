-- Lists the active nodes in one consistent snapshot (M-06), and removes expired nodes from the index.
--
-- KEYS[1]  the index of the nodes
-- ARGV[1]  the prefix of the keys of the metadata; in the same hash slot as the index
-- Returns  node, metadata, node, metadata, ...
--
-- Reading and cleaning are one atomic step, so a node that registers again meanwhile is not removed.
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
