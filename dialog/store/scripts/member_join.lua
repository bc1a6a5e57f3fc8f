-- Fragment: gives a person a role in a unit and enters the unit into the person's index.
local function join(members, left, users, unit, user, role, name)
  redis.call('HSET', members, user, role .. '|' .. name)
  redis.call('HDEL', left, user)
  local units = redis.call('HGET', users, user) or ' '
  if not string.find(units, ' ' .. unit .. ' ', 1, true) then
    redis.call('HSET', users, user, units .. unit .. ' ')
  end
end
