-- Frees what earlier processes held: whoever runs it knows that none of them lives.
--
-- KEYS  1 chats  2 leases  3 held
-- ARGV  1 now ms
-- Reply OK, number of chats freed
local chats = redis.call('HKEYS', KEYS[2])
for _, chat in ipairs(chats) do
  local till = tonumber(string.match(redis.call('HGET', KEYS[2], chat), '|(%d+)$'))
  local score = redis.call('ZSCORE', KEYS[1], chat)
  if score then
    local class = math.floor(tonumber(score) / LANE)
    redis.call('ZADD', KEYS[1], int(class * LANE + math.max(tonumber(ARGV[1]), till)), chat)
  end
end
redis.call('DEL', KEYS[2])
redis.call('DEL', KEYS[3])
return {'OK', int(#chats)}
