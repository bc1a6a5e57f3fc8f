-- Leases the updates on the shelf that nobody keeps any more.
--
-- KEYS  1 shelf  2 leases
-- ARGV  1 now ms  2 till ms
-- Reply update, raw, update, raw, ...
local out = {}
for _, update in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])) do
  local raw = redis.call('HGET', KEYS[1], update)
  if raw then
    redis.call('ZADD', KEYS[2], ARGV[2], update)
    out[#out + 1] = update
    out[#out + 1] = raw
  else
    redis.call('ZREM', KEYS[2], update)
  end
end
return out
