-- Frees what earlier processes held: whoever runs it knows that none of them lives.
--
-- K  chats; leases; held
-- A  now: now ms
-- Reply OK, number of chats freed
local chats = redis.call('HKEYS', K.leases)
for _, chat in ipairs(chats) do
  local till = tonumber(string.match(redis.call('HGET', K.leases, chat), '|(%d+)$'))
  local score = redis.call('ZSCORE', K.chats, chat)
  if score then
    local class = math.floor(tonumber(score) / LANE)
    redis.call('ZADD', K.chats, int(class * LANE + math.max(tonumber(A.now), till)), chat)
  end
end
redis.call('DEL', K.leases)
redis.call('DEL', K.held)
return {'OK', int(#chats)}
