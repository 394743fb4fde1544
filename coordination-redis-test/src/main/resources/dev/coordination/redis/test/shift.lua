-- Lets time pass for the keys of one namespace: lowers the remaining life of each by the same number of milliseconds.
--
-- Guarantees: atomic; each key exactly once (SCAN may name a key twice while the table is being rehashed, so the keys are
-- collected before the first one is touched); a key whose life falls to zero or below is gone; one without a life is left
-- alone. Milliseconds stay exact: lives are below 2^53.
-- Up to Redis 6.2 the clock goes on inside a script, so a tick between PTTL and PEXPIRE counts for nothing; no key ever
-- lives longer by that than its TTL less what was shifted.
--
-- ARGV[1] the glob of the namespace's keys
-- ARGV[2] how many milliseconds
-- ARGV[3] refuse when the database holds more keys than this; -1 for never
-- Returns how many keys had a life, or, when it refuses, minus the number of keys in the database.

local glob = ARGV[1]
local millis = tonumber(ARGV[2])
local limit = tonumber(ARGV[3])

local total = redis.call('DBSIZE')
if limit >= 0 and total > limit then
  return -total
end

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

local lived = 0
for _, key in ipairs(keys) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    lived = lived + 1
    if left <= millis then
      redis.call('UNLINK', key)
    else
      redis.call('PEXPIRE', key, string.format('%.0f', left - millis))
    end
  end
end
return lived
