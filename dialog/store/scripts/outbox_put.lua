-- Fragment, placed before scripts that put messages into the outbox.
--
-- A chat stands in `chats` once, with score class * LANE + the millisecond from which its
-- messages may be claimed; class is the best class of its waiting messages. All numbers
-- are whole and below 2^53, so nothing is ever rounded.
local LANE = 100000000000000

local function int(n) return string.format('%.0f', n) end

-- Lets a chat stand in line. A chat that already does keeps its time (it may be leased or
-- postponed) and moves to a better class when the new message has one.
local function line_up(chats, chat, class, at)
  local score = redis.call('ZSCORE', chats, chat)
  if not score then
    redis.call('ZADD', chats, int(class * LANE + at), chat)
    return
  end
  score = tonumber(score)
  local old = math.floor(score / LANE)
  if class < old then
    redis.call('ZADD', chats, int(score - (old - class) * LANE), chat)
  end
end

-- Message ids are "chat:sequence:class"; the sequence begins with the partition, so that ids
-- are unique in the whole store, and has a fixed width, so that they sort in commit order.
--
-- Puts one message into the outbox and returns its id.
-- k: queue, chats, later, payloads, sequence.
local function put_one(k, chat, class, due, payload, now)
  local partition = string.match(k.sequence, '^{p(%d%d)}')
  local seq = int(redis.call('INCR', k.sequence))
  local id = chat .. ':' .. partition .. string.rep('0', 12 - #seq) .. seq .. ':' .. class
  redis.call('HSET', k.payloads, id, payload)
  if tonumber(due) > tonumber(now) then
    redis.call('ZADD', k.later, int(tonumber(due)), id)
  else
    redis.call('ZADD', k.queue, '0', id)
    line_up(k.chats, chat, tonumber(class), tonumber(now))
  end
  return id
end

-- Puts ARGV[i+1..] (ARGV[i] messages of chat, class, due ms, payload) into the outbox, and
-- returns the index after them.
local function put(k, i, now)
  local count = tonumber(ARGV[i])
  for m = 0, count - 1 do
    local at = i + 4 * m
    put_one(k, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], now)
  end
  return i + 4 * count + 1
end

-- Marks an update as done and forgets marks older than 72 hours; Telegram repeats an
-- update for 24 hours at the most.
local function mark_seen(seen, update, now)
  redis.call('ZADD', seen, now, update)
  redis.call('ZREMRANGEBYSCORE', seen, '-inf', int(tonumber(now) - 259200000))
end
