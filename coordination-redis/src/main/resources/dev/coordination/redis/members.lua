-- Tells what has changed among the active nodes, in one consistent snapshot (M-06), and removes expired nodes from the index.
-- Preceded by membership.lua.
--
-- KEYS[4]  a packed list of all members at some version, as netstrings: the version, then each node, followed by its metadata
-- ARGV[3]  the version that the caller knows, or an empty string
-- Returns  the current version, or an empty string if it cannot be recorded;
--          if that differs from the version that the caller knows: a packed list that replaces what the caller knows, or nil;
--          then the records of what has changed since that list or that version, in order
--
-- While the marker exists, nothing has expired, so an unchanged membership costs two commands, however many nodes there are.
-- Reading and cleaning are one atomic step, so a node that registers again meanwhile is not removed.
local known = ARGV[3]
local packed = KEYS[4]

local PACKED_MILLIS = 300000
-- How long the marker lives if no node expires sooner.
local LONGEST_MILLIS = 3600000

local function pack(current)
  local parts = {#current .. ':' .. current .. ','}
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
  local indexed = redis.call('SMEMBERS', index)
  if #indexed == 0 then
    block = nil -- if the index is lost, nobody knows which nodes readers have to forget
  end
  for _, node in ipairs(indexed) do
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
  if not block then
    begin(nextStamp(), MIN_BYTES_TO_KEEP, '')
    if not save() then
      return false
    end
  end
  if soonest > 0 then
    local millis = now[1] * 1000 + math.floor(now[2] / 1000) + soonest
    redis.pcall('SET', marker, '', 'PXAT', string.format('%.0f', millis))
  end
  return true
end

-- Adds the records since a version to the reply. Returns how many bytes they have, or nil if they are not known.
local function addChanges(reply, version)
  local since, length, stamp = string.match(version, '^(%d+)%.(%d+)%.(%d*)$')
  local blocks, from = {}, tonumber(length)
  if since == block then
    blocks[1], from = log, header + from
  else
    local at = since and string.find(log, ' ' .. since .. ':', 1, true)
    if not at or at > header then
      return nil
    end
    for id in string.gmatch(string.sub(log, at, header), ' (%d+):') do
      local records = redis.call('GET', closed .. id)
      if not records then
        return nil
      end
      blocks[#blocks + 1] = records
    end
    blocks[#blocks + 1] = string.sub(log, header + 1)
  end
  if stamp ~= '' and string.sub(blocks[1], from - 32, from - 1) ~= stamp then
    return nil
  end
  blocks[1] = string.sub(blocks[1], from + 1)
  local bytes = 0
  for _, records in ipairs(blocks) do
    if records ~= '' then
      reply[#reply + 1] = records
      bytes = bytes + #records
    end
  end
  return bytes
end

if (not block or redis.call('EXISTS', marker) == 0) and not clean() then
  return {'', pack('')}
end
local current = block .. '.' .. #log - header .. '.' .. (lastStamp() or '')
if current == known then
  return {current}
end
local reply = {current, false}
if known ~= '' and addChanges(reply, known) then
  return reply
end
local list = redis.call('GET', packed)
if list then
  reply = {current, list}
  local bytes = addChanges(reply, string.match(list, '^%d+:([%d.]*),') or '')
  if bytes and bytes <= math.max(#list / 8, BLOCK_BYTES) then
    return reply
  end
end
list = pack(current)
redis.pcall('SET', packed, list, 'PX', PACKED_MILLIS)
-- From now on, closed blocks are kept as long as they have no more bytes than this list.
local bytes = math.max(#list, MIN_BYTES_TO_KEEP)
if bytes ~= tonumber(keep) then
  redis.pcall('SET', latest, (string.gsub(log, '^(%d+) %d+', '%1 ' .. bytes, 1)), 'PX', LATEST_MILLIS)
end
return {current, list}
