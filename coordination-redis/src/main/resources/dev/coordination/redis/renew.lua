-- Renews a term that is still held (L-03).
--
-- KEYS[1]  the lease
-- ARGV[1]  the term as "token:node"
-- ARGV[2]  the TTL in milliseconds
-- Returns  1 if that term is still held and now has the full TTL, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
