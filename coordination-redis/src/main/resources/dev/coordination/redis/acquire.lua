-- Acquires an election, or renews it for its holder (L-01, L-02, L-04, L-07).
--
-- KEYS[1]  the lease, "token:node"; expires with the term
-- KEYS[2]  the last fencing token; expires later
-- ARGV[1]  the candidate
-- ARGV[2]  the TTL in milliseconds
-- ARGV[3]  the TTL of the last token in milliseconds
-- Returns  the fencing token as a string, or nil while another node holds the election.
--
-- A new token is the server's time in microseconds, or the last token plus one if that is more. So tokens also increase after
-- the last token was lost, with its key or in a fail-over, unless the clock is behind. Tokens are never converted to a Lua
-- number, which is a double.
--
-- The server must permit every command before the first one that writes.
local held = redis.call('GET', KEYS[1])
if held then
  local colon = string.find(held, ':', 1, true)
  if colon and string.sub(held, colon + 1) == ARGV[1] then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    redis.call('PEXPIRE', KEYS[2], ARGV[3])
    return string.sub(held, 1, colon - 1)
  end
  return false
end
local now = redis.call('TIME')
local token = now[1] .. string.format('%06d', now[2])
local last = redis.call('GET', KEYS[2])
if last and (not string.match(last, '^%d+$') or #last > #token or (#last == #token and last >= token)) then
  redis.call('SET', KEYS[1], '', 'XX') -- changes nothing, because there is no lease
  redis.call('INCR', KEYS[2]) -- fails, and changes nothing, if that is not a number
  token = redis.call('GET', KEYS[2])
end
redis.call('SET', KEYS[2], token, 'PX', ARGV[3])
redis.call('SET', KEYS[1], token .. ':' .. ARGV[1], 'PX', ARGV[2])
return token
