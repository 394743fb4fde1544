-- Ends the term that a node holds, whichever it is (L-05).
--
-- KEYS[1]  the lease, "token:node"
-- ARGV[1]  the node
-- Returns  1 if the node held a term, which has ended, 0 if nothing changed.
local held = redis.call('GET', KEYS[1])
if held then
  local colon = string.find(held, ':', 1, true)
  if colon and string.sub(held, colon + 1) == ARGV[1] then
    return redis.call('DEL', KEYS[1])
  end
end
return 0
