-- Keeps a claimer's chats its own for another lease. A chat with a postponed message keeps its time.
--
-- KEYS  1 chats  2 leases
-- ARGV  1 now ms  2 lease ms  3 claimer, then chats
-- Reply OK, then the chats that are not the claimer's any more
local lost = {'OK'}
local now, till = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 4, #ARGV do
  local lease = redis.call('HGET', KEYS[2], ARGV[i])
  if not lease or string.match(lease, '^%w+') ~= ARGV[3] then
    lost[#lost + 1] = ARGV[i]
  elseif lease == ARGV[3] .. '|0' then
    local class = math.floor(tonumber(redis.call('ZSCORE', KEYS[1], ARGV[i]) or '0') / LANE)
    redis.call('ZADD', KEYS[1], int(class * LANE + now + till), ARGV[i])
  end
end
return lost
