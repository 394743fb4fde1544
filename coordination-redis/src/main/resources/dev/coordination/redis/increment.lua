-- Adds to a counter, and gives it a TTL if this call created it (C-07, C-08).
--
-- KEYS[1]  the key
-- ARGV[1]  the delta
-- ARGV[2]  the TTL in milliseconds
-- Returns  the new value as a string: a Lua number, which is a double, would round it.
--
-- If the value is not a counter, or the sum leaves the range, INCRBY fails before anything is written.
local created = redis.call('EXISTS', KEYS[1]) == 0
redis.call('INCRBY', KEYS[1], ARGV[1])
if created then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('GET', KEYS[1])
