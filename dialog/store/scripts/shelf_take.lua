-- Leases the updates on the shelf that nobody keeps any more.
--
-- K  shelf; leases
-- A  now: now ms; till: till ms
-- Reply update, raw, update, raw, ...
local out = {}
for _, update in ipairs(redis.call('ZRANGEBYSCORE', K.leases, '-inf', A.now)) do
  local raw = redis.call('HGET', K.shelf, update)
  if raw then
    redis.call('ZADD', K.leases, A.till, update)
    out[#out + 1] = update
    out[#out + 1] = raw
  else
    redis.call('ZREM', K.leases, update)
  end
end
return out
