-- Gives an evaluation reminders of its own, which are planned anew.
--
-- KEYS  1 meta  2 ticks  3 plans
-- ARGV  1 reminders' JSON, '' for those of the pack  2 unit:year  3 now ms
-- Reply OK | NOUNIT
if redis.call('EXISTS', KEYS[1]) == 0 then return {'NOUNIT'} end
if (redis.call('HGET', KEYS[1], 'reminders') or '') ~= ARGV[1] then
  if ARGV[1] == '' then
    redis.call('HDEL', KEYS[1], 'reminders')
  else
    redis.call('HSET', KEYS[1], 'reminders', ARGV[1])
  end
  plan_anew(KEYS[2], KEYS[3], ARGV[2], ARGV[3])
end
return {'OK'}
