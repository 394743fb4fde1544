-- Tells what has changed among the active nodes, in one consistent snapshot (M-06), and removes expired nodes from the index.
-- Preceded by membership.lua.
--
-- KEYS[4]  a packed list of all members at some version, "version node-length:node,metadata-length:metadata,..."
-- ARGV[3]  the version that the caller knows, or an empty string
-- Returns  the current version, or an empty string if it cannot be recorded;
--          if that differs from the version that the caller knows: a packed list that replaces what the caller knows, or nil;
--          then each node that has changed since that list or that version, followed by its metadata, or by nil if it is gone
--
-- While the marker exists, nothing has expired, so an unchanged membership costs two commands, however many nodes there are.
-- Reading and cleaning are one atomic step, so a node that registers again meanwhile is not removed.
local known = ARGV[3]
local packed = KEYS[4]

-- The number of changes above which a packed list is sent, or made anew.
local MAX_CHANGES = 500
local PACKED_MILLIS = 300000
-- How long the marker lives if no node expires sooner.
local LONGEST_MILLIS = 3600000

local function pack()
  local parts = {}
  for _, node in ipairs(redis.call('SMEMBERS', index)) do
    local metadata = redis.call('GET', nodes .. node)
    if metadata then
      parts[#parts + 1] = #node .. ':' .. node .. ',' .. #metadata .. ':' .. metadata .. ','
    end
  end
  return table.concat(parts)
end

-- Removes expired nodes from the index, and sets the marker. Returns false if that cannot be recorded.
local function clean()
  local soonest = LONGEST_MILLIS
  local permitted = false
  for _, node in ipairs(redis.call('SMEMBERS', index)) do
    local left = redis.call('PTTL', nodes .. node)
    if left == -2 then
      if not permitted then
        -- Removes nothing, because no node has an empty id, but fails if the server does not permit SREM.
        redis.call('SREM', index, '')
        permitted = true
      end
      if not changed(node) then
        return false
      end
      redis.call('SREM', index, node)
    elseif left >= 0 and left < soonest then
      soonest = left
    end
  end
  if not last and not changed('') then
    return false
  end
  if soonest > 0 then
    local millis = now[1] * 1000 + math.floor(now[2] / 1000) + soonest
    redis.pcall('SET', marker, '', 'PXAT', string.format('%.0f', millis))
  end
  return true
end

-- Adds what has changed since a version to the reply. Returns false if that is not known, or too much.
local function addChanges(reply, current, since)
  local seen, found, steps = {}, {}, 0
  while current ~= since do
    local change = steps < MAX_CHANGES and current ~= '' and redis.call('GET', changes .. current)
    if not change then
      return false
    end
    steps = steps + 1
    local space = string.find(change, ' ', 1, true)
    local node = string.sub(change, space + 1)
    if node ~= '' and not seen[node] then
      seen[node] = true
      found[#found + 1] = node
    end
    current = string.sub(change, 1, space - 1)
  end
  for _, node in ipairs(found) do
    reply[#reply + 1] = node
    reply[#reply + 1] = redis.call('GET', nodes .. node)
  end
  return true
end

if (not last or redis.call('EXISTS', marker) == 0) and not clean() then
  return {'', pack()}
end
local current = last
if current == known then
  return {current}
end
local reply = {current, false}
if known ~= '' and addChanges(reply, current, known) then
  return reply
end
local list = redis.call('GET', packed)
if list then
  local space = string.find(list, ' ', 1, true)
  reply = {current, string.sub(list, space + 1)}
  if addChanges(reply, current, string.sub(list, 1, space - 1)) then
    return reply
  end
end
list = pack()
redis.pcall('SET', packed, current .. ' ' .. list, 'PX', PACKED_MILLIS)
return {current, list}
