-- Fragment, placed before scripts that finish a leased message. They all have
-- K  queue; chats; payloads; leases; held
-- A  now: ms; id: of the message; fence; attempts: as claimed

local chat = string.match(A.id, '^(%-?%d+):')
local claimer = string.sub(A.fence, 1, 12)
local lease = redis.call('HGET', K.leases, chat)

-- Returns why the message may not be finished by this claim: GONE when it is finished
-- already, LOST when it is somebody else's now; nil when it may.
local function refused()
  local payload = redis.call('HGET', K.payloads, A.id)
  if not payload then return 'GONE' end
  if redis.call('HGET', K.held, A.id) ~= A.fence then return 'LOST' end
  if not lease or string.match(lease, '^%w+') ~= claimer then return 'LOST' end
  if string.match(payload, '^%d+') ~= A.attempts then return 'LOST' end
  return nil
end

local function remove()
  redis.call('ZREM', K.queue, A.id)
  redis.call('HDEL', K.payloads, A.id)
end

-- Gives one message of the lease back; at the last one the chat is free again, at once
-- or when its postponed message may be tried. Reply MORE: the chat has messages that can
-- be claimed now.
local function let_go(postponed)
  redis.call('HDEL', K.held, A.id)
  local till = math.max(tonumber(string.match(lease, '|(%d+)$')), postponed)
  local best, held, rest = 9, false, false
  for _, id in ipairs(redis.call('ZRANGEBYLEX', K.queue, '[' .. chat .. ':', '(' .. chat .. ';')) do
    best = math.min(best, tonumber(string.match(id, '(%d)$')))
    local fence = redis.call('HGET', K.held, id)
    if fence and string.sub(fence, 1, 12) == claimer then held = true else rest = true end
  end
  if held then
    redis.call('HSET', K.leases, chat, claimer .. '|' .. int(till))
    if postponed > 0 then redis.call('ZADD', K.chats, int(best * LANE + till), chat) end
  else
    redis.call('HDEL', K.leases, chat)
    if rest then
      redis.call('ZADD', K.chats, int(best * LANE + math.max(till, tonumber(A.now))), chat)
    else
      redis.call('ZREM', K.chats, chat)
    end
  end
  if rest and till <= tonumber(A.now) then return {'MORE'} end
  return {'OK'}
end
