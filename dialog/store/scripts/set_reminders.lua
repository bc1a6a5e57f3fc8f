-- Gives an evaluation reminders of its own, which are planned anew.
--
-- K  meta; ticks; plans
-- A  reminders: reminders' JSON, '' for those of the pack; place: unit:year; now: now ms
-- Reply OK | NOUNIT
if redis.call('EXISTS', K.meta) == 0 then return {'NOUNIT'} end
if (redis.call('HGET', K.meta, 'reminders') or '') ~= A.reminders then
  if A.reminders == '' then
    redis.call('HDEL', K.meta, 'reminders')
  else
    redis.call('HSET', K.meta, 'reminders', A.reminders)
  end
  plan_anew(K.ticks, K.plans, A.place, A.now)
end
return {'OK'}
