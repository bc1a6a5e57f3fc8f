-- Removes an evaluation, and with its last year the unit: members, invitations, everything.
--
-- KEYS  1 units  2 evaluations  3 years of the unit  4 meta  5 answers  6 cursors  7 seen  8 log
--       9 standings  10 earlier standings  11 files  12 ticks  13 plans  14 news  15 news waiting
--       16 reminders  17 members  18 muted  19 unreachable  20 left  21 users  22 invites
--       23 invite ends  24 prompts
-- ARGV  1 unit id  2 year
-- Reply OK, years left | NOUNIT
local unit, place = ARGV[1], ARGV[1] .. ':' .. ARGV[2]
local id = redis.call('HGET', KEYS[3], ARGV[2])
if not id then return {'NOUNIT'} end

local function drop_ending(key, ending)
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, -#ending) == ending then redis.call('HDEL', key, field) end
  end
end

redis.call('DEL', KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8])
redis.call('HDEL', KEYS[2], id)
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[9], place)
redis.call('HDEL', KEYS[10], place)
for _, field in ipairs(redis.call('HKEYS', KEYS[11])) do
  if string.sub(field, 1, #place + 1) == place .. ':' then redis.call('HDEL', KEYS[11], field) end
end
redis.call('ZREM', KEYS[12], place)
redis.call('HDEL', KEYS[13], place)
for i = 14, 16 do drop_ending(KEYS[i], ':' .. place) end
local left = redis.call('HLEN', KEYS[3])
if left > 0 then return {'OK', tostring(left)} end

for _, user in ipairs(redis.call('HKEYS', KEYS[17])) do
  local units = redis.call('HGET', KEYS[21], user)
  if units then
    local from, to = string.find(units, ' ' .. unit .. ' ', 1, true)
    if from then units = string.sub(units, 1, from) .. string.sub(units, to + 1) end
    if units == ' ' then
      redis.call('HDEL', KEYS[21], user)
    else
      redis.call('HSET', KEYS[21], user, units)
    end
  end
end
for _, token in ipairs(redis.call('HKEYS', KEYS[22])) do
  if string.match(redis.call('HGET', KEYS[22], token), '^%d+|%d+|%d+|%a+|(%w+)|') == unit then
    redis.call('HDEL', KEYS[22], token)
    redis.call('ZREM', KEYS[23], token)
  end
end
drop_ending(KEYS[24], ':' .. unit)
redis.call('DEL', KEYS[3], KEYS[17], KEYS[18], KEYS[19], KEYS[20])
redis.call('HDEL', KEYS[1], unit)
return {'OK', '0'}
