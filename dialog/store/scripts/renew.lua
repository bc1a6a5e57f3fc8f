-- Keeps a claimer's chats its own for another lease. A chat with a postponed message keeps its time.
--
-- K  chats; leases
-- A  now: now ms; lease: lease ms; claimer: claimer, then chats
-- Reply OK, then the chats that are not the claimer's any more
local lost = {'OK'}
local now, till = tonumber(A.now), tonumber(A.lease)
for i = A.chats, #ARGV do
  local lease = redis.call('HGET', K.leases, ARGV[i])
  if not lease or string.match(lease, '^%w+') ~= A.claimer then
    lost[#lost + 1] = ARGV[i]
  elseif lease == A.claimer .. '|0' then
    local class = math.floor(tonumber(redis.call('ZSCORE', K.chats, ARGV[i]) or '0') / LANE)
    redis.call('ZADD', K.chats, int(class * LANE + now + till), ARGV[i])
  end
end
return lost
