-- Changes an evaluation's deadline.
--
-- KEYS  1 meta
-- ARGV  1 deadline ms, 0 for none
-- Reply OK | NOUNIT
if redis.call('EXISTS', KEYS[1]) == 0 then return {'NOUNIT'} end
redis.call('HSET', KEYS[1], 'deadline', ARGV[1])
return {'OK'}
