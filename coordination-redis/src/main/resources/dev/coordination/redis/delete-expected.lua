-- Deletes a key if it holds the expected bytes (C-15).
--
-- KEYS[1]  the key
-- ARGV[1]  the expected bytes
-- Returns  1 if it was deleted, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
