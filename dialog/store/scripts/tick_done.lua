-- What follows from a tick, all or nothing: the reminders into the outbox, each in the place
-- of an earlier one for the same person that still waits, and the next tick.
--
-- KEYS  1 ticks  2 plans  3 meta  4 reminders  5 held
--       6 queue  7 chats  8 later  9 payloads  10 sequence
-- ARGV  1 now ms  2 unit:year  3 fence  4 deadline ms the planner saw  5 status the planner saw
--       6 when to look again, '' for never  7 plan after, without the fence
--       8 number of messages, and for each: chat, class, due ms, payload
-- Reply OK | LOST (somebody else has the tick, or it was planned anew meanwhile)
local place = ARGV[2]
local plan = redis.call('HGET', KEYS[2], place)
if not plan or string.match(plan, '^%d+|%d+|(%w*)$') ~= ARGV[3] then return {'LOST'} end
if redis.call('HGET', KEYS[3], 'deadline') ~= ARGV[4] or redis.call('HGET', KEYS[3], 'status') ~= ARGV[5] then
  plan_anew(KEYS[1], KEYS[2], place, ARGV[1])
  return {'LOST'}
end

local outbox = {queue = KEYS[6], chats = KEYS[7], later = KEYS[8], payloads = KEYS[9], sequence = KEYS[10]}
for m = 0, tonumber(ARGV[8]) - 1 do
  local at = 8 + 4 * m
  local field = ARGV[at + 1] .. ':' .. place
  local old = redis.call('HGET', KEYS[4], field)
  if old and redis.call('HEXISTS', KEYS[5], old) == 0 then
    redis.call('ZREM', outbox.queue, old)
    redis.call('ZREM', outbox.later, old)
    redis.call('HDEL', outbox.payloads, old)
  end
  redis.call('HSET', KEYS[4], field,
    (put_one(outbox, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[1])))
end
redis.call('HSET', KEYS[2], place, ARGV[7] .. '|')
if ARGV[6] == '' then
  redis.call('ZREM', KEYS[1], place)
else
  redis.call('ZADD', KEYS[1], ARGV[6], place)
end
return {'OK'}
