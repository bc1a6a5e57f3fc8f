-- Adds a person to a unit or changes role and name.
--
-- KEYS  1 units  2 members  3 left  4 users
-- ARGV  1 unit id  2 user  3 role  4 name
-- Reply OK | NOUNIT
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return {'NOUNIT'} end
join(KEYS[2], KEYS[3], KEYS[4], ARGV[1], ARGV[2], ARGV[3], ARGV[4])
return {'OK'}
