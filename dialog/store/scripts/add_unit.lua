-- Creates a unit (unless it is there) and its evaluation of one year.
--
-- KEYS  1 units  2 evaluations  3 years of the unit  4 meta  5 ticks  6 plans
-- ARGV  1 unit id  2 unit name  3 year  4 evaluation id  5 scheme  6 version  7 deadline ms
--       8 status  9 log entries (both differ from a new one's when it comes from a backup)
--       10 now ms
-- Reply OK | EXISTS, evaluation id | NAME (another name has this unit id) | TAKEN (evaluation id in use)
local name = redis.call('HGET', KEYS[1], ARGV[1])
if name and name ~= ARGV[2] then return {'NAME'} end
local there = redis.call('HGET', KEYS[3], ARGV[3])
if there then return {'EXISTS', there} end
if redis.call('HEXISTS', KEYS[2], ARGV[4]) == 1 then return {'TAKEN'} end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
redis.call('HSET', KEYS[2], ARGV[4], ARGV[1] .. ':' .. ARGV[3])
redis.call('HSET', KEYS[4], 'id', ARGV[4], 'unit', ARGV[2], 'scheme', ARGV[5], 'version', ARGV[6],
  'status', ARGV[8], 'deadline', ARGV[7], 'seq', ARGV[9])
plan_anew(KEYS[5], KEYS[6], ARGV[1] .. ':' .. ARGV[3], ARGV[10])
return {'OK'}
