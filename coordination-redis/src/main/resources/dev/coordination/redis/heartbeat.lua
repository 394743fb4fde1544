-- Gives a node the full TTL if it is active, and otherwise creates nothing (M-03). Preceded by membership.lua.
--
-- ARGV[3]  the node
-- ARGV[4]  the TTL in milliseconds
-- Returns  1 if the node was active, 0 if nothing changed.
--
-- If the index is lost, heartbeats restore it. A server that is out of memory refuses that, but not the heartbeat.
if redis.call('EXISTS', nodes .. ARGV[3]) == 0 then
  -- It has expired, or something else has deleted it, which readers cannot know.
  if redis.pcall('SREM', index, ARGV[3]) == 1 and not changed(ARGV[3]) then
    redis.pcall('SADD', index, ARGV[3]) -- so that readers notice it later
  end
  return 0
end
expiresIn(ARGV[4])
local wasLost = redis.call('EXISTS', index) == 0
local active = redis.call('PEXPIRE', nodes .. ARGV[3], ARGV[4])
if redis.pcall('SADD', index, ARGV[3]) == 1 then
  if wasLost then
    forget() -- readers may know nodes that the index no longer has
  end
  if not changed(ARGV[3], redis.call('GET', nodes .. ARGV[3])) then
    redis.pcall('SREM', index, ARGV[3]) -- so that the next heartbeat tries again
  end
end
return active
