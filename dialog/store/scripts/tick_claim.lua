-- Leases the ticks that are due. A planner that dies loses them when the lease runs out.
--
-- KEYS  1 ticks  2 plans
-- ARGV  1 now ms  2 lease ms  3 limit  4 fence, new for every claim
--       5 '1' when the claim is repeated because its reply was lost
-- Reply place, moment ms or 0, since ms, place, moment, since, ...
local out = {}

local function give(place, moment, since)
  out[#out + 1] = place
  out[#out + 1] = moment
  out[#out + 1] = since
end

if ARGV[5] == '1' then
  for _, place in ipairs(redis.call('HKEYS', KEYS[2])) do
    local moment, since, fence = string.match(redis.call('HGET', KEYS[2], place), '^(%d+)|(%d+)|(%w*)$')
    if fence == ARGV[4] then give(place, moment, since) end
  end
  if #out > 0 then return out end
end

local till = string.format('%.0f', tonumber(ARGV[1]) + tonumber(ARGV[2]))
for _, place in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', '0', ARGV[3])) do
  local moment, since = string.match(redis.call('HGET', KEYS[2], place) or '', '^(%d+)|(%d+)|')
  if moment then
    redis.call('HSET', KEYS[2], place, moment .. '|' .. since .. '|' .. ARGV[4])
    redis.call('ZADD', KEYS[1], till, place)
    give(place, moment, since)
  else
    redis.call('ZREM', KEYS[1], place)
  end
end
return out
