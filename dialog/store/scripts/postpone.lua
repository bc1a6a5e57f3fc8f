-- A message could not be delivered now. It keeps its place, so its chat waits; only a
-- reminder steps aside, because it must not hold up answers.
--
-- K  as in outbox_finish, then later
-- A  as in outbox_finish, then due: until ms; aside: '1' to step aside
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
local attempts, rest = string.match(redis.call('HGET', K.payloads, A.id), '^(%d+)|(.*)$')
redis.call('HSET', K.payloads, A.id, int(tonumber(attempts) + 1) .. '|' .. rest)
if A.aside == '1' then
  redis.call('ZREM', K.queue, A.id)
  redis.call('ZADD', K.later, A.due, A.id)
  return let_go(0)
end
return let_go(tonumber(A.due))
