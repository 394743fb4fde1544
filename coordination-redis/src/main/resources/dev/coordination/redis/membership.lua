-- What the scripts of the membership share. It precedes each of them.
--
-- KEYS[1]  the index: a set of the ids of the nodes, which may include expired ones
-- KEYS[2]  the version of the membership: a number that increases with every change; absent if changes were not recorded
-- KEYS[3]  the marker: exists only as long as no node can have expired
-- ARGV[1]  the prefix of the keys of the nodes, whose values are their metadata and which expire with them
-- ARGV[2]  the prefix of the keys of the latest changes, "previous-version node"; followed by the version
--
-- Readers keep the members that they have read, with the version, and ask for what has changed since. All keys have the same hash
-- tag, and those that are not in KEYS are in the same slot.
local index, version, marker = KEYS[1], KEYS[2], KEYS[3]
local nodes, changes = ARGV[1], ARGV[2]

-- How long a change is kept, and how long the version is kept after the last change.
local CHANGE_MILLIS = 300000
local VERSION_MILLIS = 86400000

local function failed(reply)
  return type(reply) == 'table' and reply.err ~= nil
end

-- These come first, so that a server that does not permit them refuses a script before it has changed anything.
local now = redis.call('TIME')
local last = redis.call('GET', version)

-- Records that a node was added, replaced or removed. If the server refuses that, for example because it is out of memory, the
-- version is removed, so that every reader reads everything again.
local function changed(node)
  local next = now[1] .. string.format('%06d', now[2])
  local refused = false
  if last and (#last > #next or (#last == #next and last >= next)) then
    refused = failed(redis.pcall('INCR', version))
    next = redis.call('GET', version)
  end
  refused = refused
    or failed(redis.pcall('SET', changes .. next, (last or '') .. ' ' .. node, 'PX', CHANGE_MILLIS))
    or failed(redis.pcall('SET', version, next, 'PX', VERSION_MILLIS))
  if refused then
    redis.pcall('DEL', version)
    last = false
    return false
  end
  last = next
  return true
end

-- Lets the marker expire no later than a node with a new TTL. Called before the node gets it: up to Redis 6.2, the clock advances
-- during a script.
local function expiresIn(millis)
  if redis.call('PTTL', marker) > tonumber(millis) then
    redis.call('PEXPIRE', marker, millis)
  end
end

