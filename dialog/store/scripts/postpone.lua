-- A message could not be delivered now. It keeps its place, so its chat waits; only a
-- reminder steps aside, because it must not hold up answers.
--
-- KEYS  as in the fragment, then 6 later
-- ARGV  as in the fragment, then 5 until ms  6 '1' to step aside
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
local attempts, rest = string.match(redis.call('HGET', KEYS[3], ARGV[2]), '^(%d+)|(.*)$')
redis.call('HSET', KEYS[3], ARGV[2], int(tonumber(attempts) + 1) .. '|' .. rest)
if ARGV[6] == '1' then
  redis.call('ZREM', KEYS[1], ARGV[2])
  redis.call('ZADD', KEYS[6], ARGV[5], ARGV[2])
  return let_go(0)
end
return let_go(tonumber(ARGV[5]))
