-- Lets a new name of a unit stand for it, in the partition of the id that the name would have.
--
-- KEYS  1 units  2 names
-- ARGV  1 the id that follows from the name  2 unit id
-- Reply OK | TAKEN (another unit has the name, or had it)
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return {'TAKEN'} end
local claimed = redis.call('HGET', KEYS[2], ARGV[1])
if claimed and claimed ~= ARGV[2] then return {'TAKEN'} end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return {'OK'}
