-- Lets a new name of a unit stand for it, in the partition of the id that the name would have.
--
-- K  units; names
-- A  named: the id that follows from the name; unit: unit id
-- Reply OK | TAKEN (another unit has the name, or had it)
if redis.call('HEXISTS', K.units, A.named) == 1 then return {'TAKEN'} end
local claimed = redis.call('HGET', K.names, A.named)
if claimed and claimed ~= A.unit then return {'TAKEN'} end
redis.call('HSET', K.names, A.named, A.unit)
return {'OK'}
