-- Simulates the passage of time for the keys of one namespace: lowers the TTL of each key by the same number of
-- milliseconds.
--
-- The script is atomic. It shifts each key exactly once: SCAN may return a key twice while the table is being rehashed, so
-- all keys are collected before the first one is changed. A key whose TTL falls to zero or below is deleted; a key without
-- a TTL does not change. Milliseconds stay exact, because TTLs are below 2^53.
-- Up to Redis 6.2 the clock advances during a script. If it does so between PTTL and PEXPIRE, that millisecond is lost. Even
-- so, no key lives longer after the shift than the TTL that PTTL returned minus the shifted time.
--
-- ARGV[1] the glob that matches the keys of the namespace
-- ARGV[2] the number of milliseconds
-- Returns the number of keys that had a TTL.

local glob = ARGV[1]
local millis = tonumber(ARGV[2])

local seen = {}
local keys = {}
local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', glob, 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if not seen[key] then
      seen[key] = true
      keys[#keys + 1] = key
    end
  end
until cursor == '0'

local shifted = 0
for _, key in ipairs(keys) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    shifted = shifted + 1
    if left <= millis then
      redis.call('UNLINK', key)
    else
      redis.call('PEXPIRE', key, string.format('%.0f', left - millis))
    end
  end
end
return shifted
