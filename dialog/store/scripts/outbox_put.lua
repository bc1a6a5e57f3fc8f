-- Fragment, placed before scripts that put messages into the outbox.
--
-- A chat stands in `chats` once, with score class * LANE + the millisecond from which its
-- messages may be claimed; class is the best class of its waiting messages. All numbers
-- are whole and below 2^53, so nothing is ever rounded.
local LANE = 100000000000000

local function int(n) return string.format('%.0f', n) end

-- Lets a chat stand in line, and returns whether it did not before. A chat that already does keeps
-- its time (it may be leased or postponed) and moves to a better class when the new message has one.
local function line_up(chats, chat, class, at)
  local score = redis.call('ZSCORE', chats, chat)
  if not score then
    redis.call('ZADD', chats, int(class * LANE + at), chat)
    return true
  end
  score = tonumber(score)
  local old = math.floor(score / LANE)
  if class < old then
    redis.call('ZADD', chats, int(score - (old - class) * LANE), chat)
  end
  return false
end

-- Message ids are "chat:sequence:class"; the sequence begins with the partition, so that ids
-- are unique in the whole store, and has a fixed width, so that they sort in commit order.
--
-- A process that sends what it commits holds its messages from the start: they are leased to it in
-- the script that makes them, so that nobody has to look for them. It may, when nothing of the chat
-- waits, or when the chat is its own and everything before is in its hands; else whoever has the
-- chat comes to them in order.
-- own: leases, held, claimer, fence, till (lease ms from now).
local function hold(k, own, chat, id, class, now, alone)
  local lease = redis.call('HGET', own.leases, chat)
  if lease then
    if lease ~= own.claimer .. '|0' then return false end
    local before = redis.call('ZREVRANGEBYLEX', k.queue, '(' .. id, '[' .. chat .. ':', 'LIMIT', '0', '1')[1]
    if before then
      local fence = redis.call('HGET', own.held, before)
      if not fence or string.sub(fence, 1, 12) ~= own.claimer then return false end
    end
  elseif alone then
    redis.call('HSET', own.leases, chat, own.claimer .. '|0')
    redis.call('ZADD', k.chats, int(class * LANE + now + own.till), chat)
  else
    return false
  end
  redis.call('HSET', own.held, id, own.fence)
  return true
end

-- Puts one message into the outbox and returns its id, and whether it is held by own.
-- k: queue, chats, later, payloads, sequence. own: see hold; nil when nobody holds it yet.
local function put_one(k, chat, class, due, payload, now, own)
  local partition = string.match(k.sequence, '^{p(%d%d)}')
  local seq = int(redis.call('INCR', k.sequence))
  local id = chat .. ':' .. partition .. string.rep('0', 12 - #seq) .. seq .. ':' .. class
  redis.call('HSET', k.payloads, id, payload)
  if tonumber(due) > tonumber(now) then
    redis.call('ZADD', k.later, int(tonumber(due)), id)
  else
    redis.call('ZADD', k.queue, '0', id)
    local alone = line_up(k.chats, chat, tonumber(class), tonumber(now))
    if own and hold(k, own, chat, id, tonumber(class), tonumber(now), alone) then return id, true end
  end
  return id, false
end

-- Puts ARGV[i+1..] (ARGV[i] messages of chat, class, due ms, payload) into the outbox, appends to
-- reply for each its id when it is held by own and '' when it is not, and returns the index after them.
local function put(k, i, now, own, reply)
  local count = tonumber(ARGV[i])
  for m = 0, count - 1 do
    local at = i + 4 * m
    local id, held = put_one(k, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], now, own)
    reply[#reply + 1] = held and id or ''
  end
  return i + 4 * count + 1
end

-- What hold needs, or nil when the process sends nothing: claimer is '' then.
local function owner(leases, held, claimer, fence, till)
  if claimer == '' then return nil end
  return {leases = leases, held = held, claimer = claimer, fence = fence, till = tonumber(till)}
end

-- Marks an update as done and forgets marks older than 72 hours; Telegram repeats an
-- update for 24 hours at the most.
local function mark_seen(seen, update, now)
  redis.call('ZADD', seen, now, update)
  redis.call('ZREMRANGEBYSCORE', seen, '-inf', int(tonumber(now) - 259200000))
end
