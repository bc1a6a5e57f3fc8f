-- Leases the ticks that are due. A planner that dies loses them when the lease runs out.
--
-- K  ticks; plans
-- A  now: now ms; lease: lease ms; limit; fence: fence, new for every claim; again: '1' when the claim is
--    repeated because its reply was lost
-- Reply place, moment ms or 0, since ms, place, moment, since, ...
local out = {}

local function give(place, moment, since)
  out[#out + 1] = place
  out[#out + 1] = moment
  out[#out + 1] = since
end

if A.again == '1' then
  for _, place in ipairs(redis.call('HKEYS', K.plans)) do
    local moment, since, fence = string.match(redis.call('HGET', K.plans, place), '^(%d+)|(%d+)|(%w*)$')
    if fence == A.fence then give(place, moment, since) end
  end
  if #out > 0 then return out end
end

local till = string.format('%.0f', tonumber(A.now) + tonumber(A.lease))
for _, place in ipairs(redis.call('ZRANGEBYSCORE', K.ticks, '-inf', A.now, 'LIMIT', '0', A.limit)) do
  local moment, since = string.match(redis.call('HGET', K.plans, place) or '', '^(%d+)|(%d+)|')
  if moment then
    redis.call('HSET', K.plans, place, moment .. '|' .. since .. '|' .. A.fence)
    redis.call('ZADD', K.ticks, till, place)
    give(place, moment, since)
  else
    redis.call('ZREM', K.ticks, place)
  end
end
return out
