-- Gives a tick to evaluations that have no plan yet: they were created before there were
-- reminders.
--
-- K  ticks; plans
-- A  now: now ms; places: unit:year, unit:year, ...
-- Reply OK, how many
local count = 0
for i = A.places, #ARGV do
  if redis.call('HEXISTS', K.plans, ARGV[i]) == 0 then
    plan_anew(K.ticks, K.plans, ARGV[i], A.now)
    count = count + 1
  end
end
return {'OK', whole(count)}
