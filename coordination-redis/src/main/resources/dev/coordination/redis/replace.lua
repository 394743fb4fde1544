-- Replaces a value if it is the expected one, and keeps the expiry (C-13).
--
-- KEYS[1]  the key
-- ARGV[1]  the bytes that it must hold
-- ARGV[2]  the new bytes
-- Returns  1 if it was replaced, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
  return 1
end
return 0
