-- Acquires an election, or renews it for its holder (L-01, L-02, L-04, L-07).
--
-- KEYS[1]  the lease, "token:node"; expires with the term
-- KEYS[2]  the last fencing token; never expires
-- ARGV[1]  the candidate
-- ARGV[2]  the TTL in milliseconds
-- Returns  the fencing token as a string, or nil while another node holds the election.
--
-- Tokens are never converted to a Lua number, which is a double. If the counter is lost, it continues from the server's
-- clock in microseconds, which is more than any earlier token unless that clock was set back.
local held = redis.call('GET', KEYS[1])
if held then
  local colon = string.find(held, ':', 1, true)
  if colon and string.sub(held, colon + 1) == ARGV[1] then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return string.sub(held, 1, colon - 1)
  end
  return false
end
if redis.call('INCR', KEYS[2]) == 1 then
  local now = redis.call('TIME')
  redis.call('SET', KEYS[2], now[1] .. string.format('%06d', now[2]))
end
local token = redis.call('GET', KEYS[2])
redis.call('SET', KEYS[1], token .. ':' .. ARGV[1], 'PX', ARGV[2])
return token
