-- What follows from a tick, all or nothing: the reminders into the outbox, each in the place
-- of an earlier one for the same person that still waits, and the next tick.
--
-- K  ticks; plans; meta; reminders; held; queue; chats; later; payloads; sequence
-- A  now: now ms; place: unit:year; fence; deadline: deadline ms the planner saw; status: status the planner
--    saw; look: when to look again, '' for never; plan: plan after, without the fence; messages: number of
--    messages, and for each: chat, class, due ms, payload
-- Reply OK | LOST (somebody else has the tick, or it was planned anew meanwhile)
local place = A.place
local plan = redis.call('HGET', K.plans, place)
if not plan or string.match(plan, '^%d+|%d+|(%w*)$') ~= A.fence then return {'LOST'} end
if redis.call('HGET', K.meta, 'deadline') ~= A.deadline or redis.call('HGET', K.meta, 'status') ~= A.status then
  plan_anew(K.ticks, K.plans, place, A.now)
  return {'LOST'}
end

local outbox = {queue = K.queue, chats = K.chats, later = K.later, payloads = K.payloads, sequence = K.sequence}
for m = 0, tonumber(ARGV[A.messages]) - 1 do
  local at = A.messages + 4 * m
  local field = ARGV[at + 1] .. ':' .. place
  local old = redis.call('HGET', K.reminders, field)
  if old and redis.call('HEXISTS', K.held, old) == 0 then
    redis.call('ZREM', outbox.queue, old)
    redis.call('ZREM', outbox.later, old)
    redis.call('HDEL', outbox.payloads, old)
  end
  redis.call('HSET', K.reminders, field,
    (put_one(outbox, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], A.now)))
end
redis.call('HSET', K.plans, place, A.plan .. '|')
if A.look == '' then
  redis.call('ZREM', K.ticks, place)
else
  redis.call('ZADD', K.ticks, A.look, place)
end
return {'OK'}
