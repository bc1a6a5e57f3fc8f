-- Removes an evaluation, and with its last year the unit: members, invitations, everything.
--
-- K  units; evaluations; years: years of the unit; meta; answers; cursors; seen; log; standings; earlier:
--    earlier standings; files; ticks; plans; news; waiting: news waiting; reminders; members; muted;
--    unreachable; left; users; invites; ends: invite ends; prompts
-- A  unit: unit id; year
-- Reply OK, years left | NOUNIT
local unit, place = A.unit, A.unit .. ':' .. A.year
local id = redis.call('HGET', K.years, A.year)
if not id then return {'NOUNIT'} end

local function drop_ending(key, ending)
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, -#ending) == ending then redis.call('HDEL', key, field) end
  end
end

redis.call('DEL', K.meta, K.answers, K.cursors, K.seen, K.log)
redis.call('HDEL', K.evaluations, id)
redis.call('HDEL', K.years, A.year)
redis.call('HDEL', K.standings, place)
redis.call('HDEL', K.earlier, place)
for _, field in ipairs(redis.call('HKEYS', K.files)) do
  if string.sub(field, 1, #place + 1) == place .. ':' then redis.call('HDEL', K.files, field) end
end
redis.call('ZREM', K.ticks, place)
redis.call('HDEL', K.plans, place)
for _, of in ipairs({K.news, K.waiting, K.reminders}) do drop_ending(of, ':' .. place) end
local left = redis.call('HLEN', K.years)
if left > 0 then return {'OK', tostring(left)} end

for _, user in ipairs(redis.call('HKEYS', K.members)) do
  local units = redis.call('HGET', K.users, user)
  if units then
    local from, to = string.find(units, ' ' .. unit .. ' ', 1, true)
    if from then units = string.sub(units, 1, from) .. string.sub(units, to + 1) end
    if units == ' ' then
      redis.call('HDEL', K.users, user)
    else
      redis.call('HSET', K.users, user, units)
    end
  end
end
for _, token in ipairs(redis.call('HKEYS', K.invites)) do
  if string.match(redis.call('HGET', K.invites, token), '^%d+|%d+|%d+|%a+|(%w+)|') == unit then
    redis.call('HDEL', K.invites, token)
    redis.call('ZREM', K.ends, token)
  end
end
drop_ending(K.prompts, ':' .. unit)
redis.call('DEL', K.years, K.members, K.muted, K.unreachable, K.left)
redis.call('HDEL', K.units, unit)
return {'OK', '0'}
