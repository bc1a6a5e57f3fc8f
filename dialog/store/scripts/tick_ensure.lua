-- Gives a tick to evaluations that have no plan yet: they were created before there were
-- reminders.
--
-- KEYS  1 ticks  2 plans
-- ARGV  1 now ms  2.. unit:year, unit:year, ...
-- Reply OK, how many
local count = 0
for i = 2, #ARGV do
  if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 0 then
    plan_anew(KEYS[1], KEYS[2], ARGV[i], ARGV[1])
    count = count + 1
  end
end
return {'OK', whole(count)}
