-- Replaces a value if the key holds the expected bytes, and keeps the expiry (C-13).
--
-- KEYS[1]  the key
-- ARGV[1]  the expected bytes
-- ARGV[2]  the new bytes
-- Returns  1 if it was replaced, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
  return 1
end
return 0
