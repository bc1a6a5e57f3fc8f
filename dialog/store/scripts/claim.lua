-- Leases the messages of chats whose turn it is. A chat is leased as a whole, so nobody
-- else can send its later messages before its earlier ones are finished; the claimer who
-- has the lease gets later messages too, while it is still busy with the earlier ones.
--
-- K  queue; chats; later; payloads; leases; held
-- A  now: now ms; lease: lease ms; limit: limit (messages); worst: lowest class to take (0 the best); claimer:
--    claimer, 12 characters; fence: fence: the claimer and 8 more, new for every claim; again: '1' when the
--    claim is repeated because its reply was lost
-- Reply id, payload, id, payload, ...
local now, left, claimer, fence = tonumber(A.now), tonumber(A.limit), A.claimer, A.fence
local out = {}

local function give(id, payload)
  out[#out + 1] = id
  out[#out + 1] = payload
end

if A.again == '1' then
  for _, id in ipairs(redis.call('HKEYS', K.held)) do
    if redis.call('HGET', K.held, id) == fence then give(id, redis.call('HGET', K.payloads, id)) end
  end
  if #out > 0 then return out end
end

-- Holds up to `left` messages of a chat for this claim, in order; with fresh only those
-- that nobody holds.
local function take(chat, class, fresh)
  local taken = 0
  for _, id in ipairs(redis.call('ZRANGEBYLEX', K.queue, '[' .. chat .. ':', '(' .. chat .. ';')) do
    if taken < left and not (fresh and redis.call('HEXISTS', K.held, id) == 1) then
      give(id, redis.call('HGET', K.payloads, id))
      redis.call('HSET', K.held, id, fence)
      taken = taken + 1
    elseif not fresh then
      redis.call('HDEL', K.held, id) -- held by a lease that ran out
    end
  end
  if taken > 0 then
    left = left - taken
    redis.call('HSET', K.leases, chat, claimer .. '|0')
    redis.call('ZADD', K.chats, int(class * LANE + now + tonumber(A.lease)), chat)
  elseif left > 0 and not fresh then
    redis.call('ZREM', K.chats, chat)
    redis.call('HDEL', K.leases, chat)
  end
end

-- Messages that have become due join the queue at the place their sequence gives them.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', K.later, '-inf', A.now, 'LIMIT', '0', '200')) do
  local chat, class = string.match(id, '^(%-?%d+):%d+:(%d)$')
  redis.call('ZREM', K.later, id)
  redis.call('ZADD', K.queue, '0', id)
  line_up(K.chats, chat, tonumber(class), now)
end

for class = 0, tonumber(A.worst) do
  if left > 0 then
    for _, chat in ipairs(redis.call('ZRANGEBYSCORE', K.chats, int(class * LANE), int(class * LANE + now),
      'LIMIT', '0', int(left))) do
      if left > 0 then take(chat, class, false) end
    end
  end
end

-- Chats this claimer has anyway, unless one of their messages was postponed.
for _, chat in ipairs(redis.call('HKEYS', K.leases)) do
  if left > 0 and redis.call('HGET', K.leases, chat) == claimer .. '|0' then
    local score = tonumber(redis.call('ZSCORE', K.chats, chat) or '0')
    local class = math.floor(score / LANE)
    if score - class * LANE > now then take(chat, class, true) end
  end
end
return out
