-- Changes an evaluation's deadline; its reminders are planned anew.
--
-- K  meta; ticks; plans
-- A  deadline: deadline ms, 0 for none; place: unit:year; now: now ms
-- Reply OK | NOUNIT
if redis.call('EXISTS', K.meta) == 0 then return {'NOUNIT'} end
if redis.call('HGET', K.meta, 'deadline') ~= A.deadline then
  redis.call('HSET', K.meta, 'deadline', A.deadline)
  plan_anew(K.ticks, K.plans, A.place, A.now)
end
return {'OK'}
