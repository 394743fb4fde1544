-- Renews a term that is still held (L-03), and keeps the last token for as long as before (L-04).
--
-- KEYS[1]  the lease
-- KEYS[2]  the last fencing token
-- ARGV[1]  the term as "token:node"
-- ARGV[2]  the TTL in milliseconds
-- ARGV[3]  the TTL of the last token in milliseconds
-- Returns  1 if that term is still held and now has the full TTL, 0 if nothing changed.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
