-- Gives an evaluation another rule pack. Where it stands and its final reports were computed under
-- the earlier one and are forgotten; its reminders are planned anew.
--
-- KEYS  1 meta  2 standings  3 earlier standings  4 files  5 ticks  6 plans
-- ARGV  1 scheme  2 version  3 unit:year  4 now ms
-- Reply OK | NOUNIT | CLOSED (it was submitted or approved)
if redis.call('EXISTS', KEYS[1]) == 0 then return {'NOUNIT'} end
if redis.call('HGET', KEYS[1], 'scheme') == ARGV[1] then return {'OK'} end
if redis.call('HGET', KEYS[1], 'status') ~= 'open' then return {'CLOSED'} end
redis.call('HSET', KEYS[1], 'scheme', ARGV[1], 'version', ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[3], ARGV[3])
for _, field in ipairs(redis.call('HKEYS', KEYS[4])) do
  if string.sub(field, 1, #ARGV[3] + 1) == ARGV[3] .. ':' then redis.call('HDEL', KEYS[4], field) end
end
plan_anew(KEYS[5], KEYS[6], ARGV[3], ARGV[4])
return {'OK'}
