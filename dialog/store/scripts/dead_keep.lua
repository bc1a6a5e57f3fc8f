-- Fragment: keeps something that can never be handled, the newest 1,000 of a partition.
local function bury(dead, times, id, now, blob)
  redis.call('HSET', dead, id, blob)
  redis.call('ZADD', times, now, id)
  local surplus = redis.call('ZCARD', times) - 1000
  if surplus > 0 then
    for _, old in ipairs(redis.call('ZRANGE', times, '0', string.format('%.0f', surplus - 1))) do
      redis.call('ZREM', times, old)
      redis.call('HDEL', dead, old)
    end
  end
end
