-- Redeems an invitation: uses it once and gives the role, or neither.
--
-- KEYS  1 invites  2 members  3 left  4 users
-- ARGV  1 SHA-256 of the token  2 unit id  3 user  4 name  5 now ms
-- Reply OK, role | MEMBER, role (already in; nothing is used) | INVALID | EXPIRED | USED
local invite = redis.call('HGET', KEYS[1], ARGV[1])
if not invite then return {'INVALID'} end
local uses, expires, created, role, unit, by =
  string.match(invite, '^(%d+)|(%d+)|(%d+)|(%a+)|(%w+)|(%-?%d+)$')
if unit ~= ARGV[2] then return {'INVALID'} end

-- Whoever is in with at least this role keeps it, so a second tap on the link does no harm.
local rank = {staff = 1, manager = 2, operator = 3}
local member = redis.call('HGET', KEYS[2], ARGV[3])
if member then
  local has = string.match(member, '^(%a+)|')
  if rank[has] >= rank[role] then return {'MEMBER', has} end
end
if tonumber(ARGV[5]) > tonumber(expires) then return {'EXPIRED'} end
if uses == '0' then return {'USED'} end
local gone = redis.call('HGET', KEYS[3], ARGV[3])
if gone and tonumber(gone) >= tonumber(created) then return {'INVALID'} end

redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', tonumber(uses) - 1) .. '|' .. expires
  .. '|' .. created .. '|' .. role .. '|' .. unit .. '|' .. by)
join(KEYS[2], KEYS[3], KEYS[4], ARGV[2], ARGV[3], role, ARGV[4])
return {'OK', role}
