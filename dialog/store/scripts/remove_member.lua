-- Takes a person's role in a unit away and remembers when, so that an invitation made
-- before does not let the person back in.
--
-- KEYS  1 members  2 left  3 users
-- ARGV  1 unit id  2 user  3 now ms
-- Reply OK | NOMEMBER
local there = redis.call('HDEL', KEYS[1], ARGV[2])
local units = redis.call('HGET', KEYS[3], ARGV[2])
if units then
  local from, to = string.find(units, ' ' .. ARGV[1] .. ' ', 1, true)
  if from then units = string.sub(units, 1, from) .. string.sub(units, to + 1) end
  if units == ' ' then
    redis.call('HDEL', KEYS[3], ARGV[2])
  else
    redis.call('HSET', KEYS[3], ARGV[2], units)
  end
end
if there == 0 then return {'NOMEMBER'} end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
return {'OK'}
