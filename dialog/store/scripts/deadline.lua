-- Changes an evaluation's deadline; its reminders are planned anew.
--
-- KEYS  1 meta  2 ticks  3 plans
-- ARGV  1 deadline ms, 0 for none  2 unit:year  3 now ms
-- Reply OK | NOUNIT
if redis.call('EXISTS', KEYS[1]) == 0 then return {'NOUNIT'} end
if redis.call('HGET', KEYS[1], 'deadline') ~= ARGV[1] then
  redis.call('HSET', KEYS[1], 'deadline', ARGV[1])
  plan_anew(KEYS[2], KEYS[3], ARGV[2], ARGV[3])
end
return {'OK'}
