-- Fragment, placed before scripts that finish a leased message. They all have
-- KEYS  1 queue  2 chats  3 payloads  4 leases  5 held
-- ARGV  1 now ms  2 message id  3 fence  4 attempts as claimed

local chat = string.match(ARGV[2], '^(%-?%d+):')
local claimer = string.sub(ARGV[3], 1, 12)
local lease = redis.call('HGET', KEYS[4], chat)

-- Returns why the message may not be finished by this claim: GONE when it is finished
-- already, LOST when it is somebody else's now; nil when it may.
local function refused()
  local payload = redis.call('HGET', KEYS[3], ARGV[2])
  if not payload then return 'GONE' end
  if redis.call('HGET', KEYS[5], ARGV[2]) ~= ARGV[3] then return 'LOST' end
  if not lease or string.match(lease, '^%w+') ~= claimer then return 'LOST' end
  if string.match(payload, '^%d+') ~= ARGV[4] then return 'LOST' end
  return nil
end

local function remove()
  redis.call('ZREM', KEYS[1], ARGV[2])
  redis.call('HDEL', KEYS[3], ARGV[2])
end

-- Gives one message of the lease back; at the last one the chat is free again, at once
-- or when its postponed message may be tried. Reply MORE: the chat has messages that can
-- be claimed now.
local function let_go(postponed)
  redis.call('HDEL', KEYS[5], ARGV[2])
  local till = math.max(tonumber(string.match(lease, '|(%d+)$')), postponed)
  local best, held, rest = 9, false, false
  for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], '[' .. chat .. ':', '(' .. chat .. ';')) do
    best = math.min(best, tonumber(string.match(id, '(%d)$')))
    local fence = redis.call('HGET', KEYS[5], id)
    if fence and string.sub(fence, 1, 12) == claimer then held = true else rest = true end
  end
  if held then
    redis.call('HSET', KEYS[4], chat, claimer .. '|' .. int(till))
    if postponed > 0 then redis.call('ZADD', KEYS[2], int(best * LANE + till), chat) end
  else
    redis.call('HDEL', KEYS[4], chat)
    if rest then
      redis.call('ZADD', KEYS[2], int(best * LANE + math.max(till, tonumber(ARGV[1]))), chat)
    else
      redis.call('ZREM', KEYS[2], chat)
    end
  end
  if rest and till <= tonumber(ARGV[1]) then return {'MORE'} end
  return {'OK'}
end
