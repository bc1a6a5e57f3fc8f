-- Takes a person's role in a unit away and remembers when, so that an invitation made
-- before does not let the person back in.
--
-- K  members; left; users
-- A  unit: unit id; user; now: now ms
-- Reply OK | NOMEMBER
local there = redis.call('HDEL', K.members, A.user)
local units = redis.call('HGET', K.users, A.user)
if units then
  local from, to = string.find(units, ' ' .. A.unit .. ' ', 1, true)
  if from then units = string.sub(units, 1, from) .. string.sub(units, to + 1) end
  if units == ' ' then
    redis.call('HDEL', K.users, A.user)
  else
    redis.call('HSET', K.users, A.user, units)
  end
end
if there == 0 then return {'NOMEMBER'} end
redis.call('HSET', K.left, A.user, A.now)
return {'OK'}
