-- Ends a term that is still held (L-03, L-05).
--
-- KEYS[1]  the lease
-- ARGV[1]  the term as "token:node"
-- Returns  1 if that term was still held and has ended, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
