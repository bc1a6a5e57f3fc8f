-- Keeps a standing that was computed from the answers, unless these have changed since.
--
-- KEYS  1 meta  2 standings  3 earlier standings
-- ARGV  1 unit:year  2 log entries so far when the answers were read  3 standing
-- Reply OK | CHANGED
if redis.call('HGET', KEYS[1], 'seq') ~= ARGV[2] then return {'CHANGED'} end
keep_standing(KEYS[2], KEYS[3], ARGV[1], ARGV[3], false)
return {'OK'}
