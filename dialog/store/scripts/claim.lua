-- Leases the messages of chats whose turn it is. A chat is leased as a whole, so nobody
-- else can send its later messages before its earlier ones are finished; the claimer who
-- has the lease gets later messages too, while it is still busy with the earlier ones.
--
-- KEYS  1 queue  2 chats  3 later  4 payloads  5 leases  6 held
-- ARGV  1 now ms  2 lease ms  3 limit (messages)  4 lowest class to take (0 the best)
--       5 claimer, 12 characters  6 fence: the claimer and 8 more, new for every claim
--       7 '1' when the claim is repeated because its reply was lost
-- Reply id, payload, id, payload, ...
local now, left, claimer, fence = tonumber(ARGV[1]), tonumber(ARGV[3]), ARGV[5], ARGV[6]
local out = {}

local function give(id, payload)
  out[#out + 1] = id
  out[#out + 1] = payload
end

if ARGV[7] == '1' then
  for _, id in ipairs(redis.call('HKEYS', KEYS[6])) do
    if redis.call('HGET', KEYS[6], id) == fence then give(id, redis.call('HGET', KEYS[4], id)) end
  end
  if #out > 0 then return out end
end

-- Holds up to `left` messages of a chat for this claim, in order; with fresh only those
-- that nobody holds.
local function take(chat, class, fresh)
  local taken = 0
  for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], '[' .. chat .. ':', '(' .. chat .. ';')) do
    if taken < left and not (fresh and redis.call('HEXISTS', KEYS[6], id) == 1) then
      give(id, redis.call('HGET', KEYS[4], id))
      redis.call('HSET', KEYS[6], id, fence)
      taken = taken + 1
    elseif not fresh then
      redis.call('HDEL', KEYS[6], id) -- held by a lease that ran out
    end
  end
  if taken > 0 then
    left = left - taken
    redis.call('HSET', KEYS[5], chat, claimer .. '|0')
    redis.call('ZADD', KEYS[2], int(class * LANE + now + tonumber(ARGV[2])), chat)
  elseif left > 0 and not fresh then
    redis.call('ZREM', KEYS[2], chat)
    redis.call('HDEL', KEYS[5], chat)
  end
end

-- Messages that have become due join the queue at the place their sequence gives them.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1], 'LIMIT', '0', '200')) do
  local chat, class = string.match(id, '^(%-?%d+):%d+:(%d)$')
  redis.call('ZREM', KEYS[3], id)
  redis.call('ZADD', KEYS[1], '0', id)
  line_up(KEYS[2], chat, tonumber(class), now)
end

for class = 0, tonumber(ARGV[4]) do
  if left > 0 then
    for _, chat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], int(class * LANE), int(class * LANE + now),
      'LIMIT', '0', int(left))) do
      if left > 0 then take(chat, class, false) end
    end
  end
end

-- Chats this claimer has anyway, unless one of their messages was postponed.
for _, chat in ipairs(redis.call('HKEYS', KEYS[5])) do
  if left > 0 and redis.call('HGET', KEYS[5], chat) == claimer .. '|0' then
    local score = tonumber(redis.call('ZSCORE', KEYS[2], chat) or '0')
    local class = math.floor(score / LANE)
    if score - class * LANE > now then take(chat, class, true) end
  end
end
return out
