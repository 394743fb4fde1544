-- What the scripts of the membership share. It precedes each of them.
--
-- KEYS[1]  the index: a set of the ids of the nodes, which may include expired ones
-- KEYS[2]  the latest changes; absent if changes were not recorded
-- KEYS[3]  the marker: exists only as long as no node can have expired
-- ARGV[1]  the prefix of the keys of the nodes, whose values are their metadata and which expire with them
-- ARGV[2]  the prefix of the keys of earlier changes, followed by the id of a block
--
-- Readers keep the members that they have read, with the version, and ask for what has changed since. All keys have the same hash
-- tag, and those that are not in KEYS are in the same slot.
--
-- Changes are appended to a block, as three netstrings: the node, its metadata, and a stamp, which begins with "+" if the node was
-- added or replaced, and with "-" if it was removed. A block that is long enough is closed: it is stored for a while under its id, and
-- a new one begins. The latest changes are the current block, after a header that ends with a line feed:
-- "block-id bytes-to-keep closed-block-id:bytes closed-block-id:bytes ...", in which the oldest comes first.
--
-- Ids and stamps are 16 digits that increase, which are the time in microseconds unless the clock was set back, and 16 digits of the
-- time itself. A version is "block-id.length.stamp", with the stamp before that length, if any. So it fits only the changes that its
-- reader has read, and not those of a server that has lost some of these and has recorded others since.
local index, latest, marker = KEYS[1], KEYS[2], KEYS[3]
local nodes, closed = ARGV[1], ARGV[2]

-- A block is closed when it has this many bytes.
local BLOCK_BYTES = 4096
-- Closed blocks are kept as long as there are no more than this many, and have no more bytes than all members.
local MAX_BLOCKS = 64
local MIN_BYTES_TO_KEEP = 16384
-- How long a closed block is kept, and how long the current one is kept after the last change.
local CLOSED_MILLIS = 300000
local LATEST_MILLIS = 86400000

local function failed(reply)
  return type(reply) == 'table' and reply.err ~= nil
end

-- These come first, so that a server that does not permit them refuses a script before it has changed anything.
local now = redis.call('TIME')
local log = redis.call('GET', latest)

-- The id of the current block, or nil if there is none; how many bytes of closed blocks to keep; and where the header ends.
local header = log and string.find(log, '\n', 1, true)
local block, keep = string.match(header and log or '', '^(%d+) (%d+)')
if block and #log > header and not string.find(string.sub(log, -37), '^33:[+-]%d+,$') then
  block = nil -- something else has written it
end

-- Returns the stamp at the end of the current block, or nil if that is empty.
local function lastStamp()
  return #log > header and string.sub(log, -33, -2) or nil
end

local previous = block and (lastStamp() or block) or '0'

-- Returns an id or a stamp, which is larger than the previous one.
local function nextStamp()
  local micros = now[1] * 1000000 + now[2]
  previous = string.format('%016.0f%016.0f', math.max(micros, tonumber(string.sub(previous, 1, 16)) + 1), micros)
  return previous
end

-- Has every reader read everything again. Returns false.
local function forget()
  redis.pcall('DEL', latest)
  block = nil
  return false
end

-- Begins a block.
local function begin(id, bytesToKeep, closedBlocks)
  block, keep = id, bytesToKeep
  log = id .. ' ' .. bytesToKeep .. closedBlocks .. '\n'
  header = #log
end

-- Closes the current block with these records, forgets blocks that are too old, and begins a block. Returns whether the server accepted
-- that.
local function close(records)
  if failed(redis.pcall('SET', closed .. block, records, 'PX', CLOSED_MILLIS)) then
    return false
  end
  local earlier = {{block, #records}}
  for id, length in string.gmatch(string.sub(log, 1, header), ' (%d+):(%d+)') do
    table.insert(earlier, 2, {id, tonumber(length)})
  end
  local kept, bytes = '', 0
  for i, each in ipairs(earlier) do
    bytes = bytes + each[2]
    if i == 1 or i <= MAX_BLOCKS and bytes <= tonumber(keep) then
      kept = ' ' .. each[1] .. ':' .. each[2] .. kept
    else
      redis.pcall('DEL', closed .. each[1])
    end
  end
  begin(nextStamp(), keep, kept)
  return true
end

-- Records the current block. If the server refuses that, for example because it is out of memory, nothing is recorded any more, so
-- that every reader reads everything again. Returns whether it was recorded.
local function save()
  return not failed(redis.pcall('SET', latest, log, 'PX', LATEST_MILLIS)) or forget()
end

-- Records that a node was added or replaced, or, without metadata, that it was removed. Returns whether it was recorded.
local function changed(node, metadata)
  local stamp = nextStamp()
  if not block then
    begin(stamp, MIN_BYTES_TO_KEEP, '')
  end
  local text = metadata or ''
  local records = table.concat({
    string.sub(log, header + 1), #node, ':', node, ',', #text, ':', text, ',33:', metadata and '+' or '-', stamp, ','
  })
  if #records < BLOCK_BYTES then
    log = string.sub(log, 1, header) .. records
  elseif not close(records) then
    return forget()
  end
  return save()
end

-- Lets the marker expire no later than a node with a new TTL. Called before the node gets it: up to Redis 6.2, the clock advances
-- during a script.
local function expiresIn(millis)
  if redis.call('PTTL', marker) > tonumber(millis) then
    redis.call('PEXPIRE', marker, millis)
  end
end

