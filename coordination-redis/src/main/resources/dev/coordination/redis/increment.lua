-- Adds to a counter, and gives it a TTL if this call created it (C-07, C-08).
--
-- KEYS[1]  the key
-- ARGV[1]  the delta
-- ARGV[2]  the TTL in milliseconds
-- Returns  the new value as a string: a Lua number, which is a double, would round it.
--
-- The one command that writes comes after the server has permitted every other, so a refusal changes nothing. If the value is
-- not a counter, or the sum leaves the range, INCRBY changes nothing.
if not redis.call('GET', KEYS[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]
end
redis.call('INCRBY', KEYS[1], ARGV[1])
return redis.call('GET', KEYS[1])
