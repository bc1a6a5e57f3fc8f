-- Redeems an invitation: uses it once and gives the role, or neither.
--
-- K  invites; members; left; users
-- A  hash: SHA-256 of the token; unit: unit id; user; name; now: now ms
-- Reply OK, role | MEMBER, role (already in; nothing is used) | INVALID | EXPIRED | USED
local invite = redis.call('HGET', K.invites, A.hash)
if not invite then return {'INVALID'} end
local uses, expires, created, role, unit, by =
  string.match(invite, '^(%d+)|(%d+)|(%d+)|(%a+)|(%w+)|(%-?%d+)$')
if unit ~= A.unit then return {'INVALID'} end

-- Whoever is in with at least this role keeps it, so a second tap on the link does no harm.
local rank = {staff = 1, manager = 2, operator = 3}
local member = redis.call('HGET', K.members, A.user)
if member then
  local has = string.match(member, '^(%a+)|')
  if rank[has] >= rank[role] then return {'MEMBER', has} end
end
if tonumber(A.now) > tonumber(expires) then return {'EXPIRED'} end
if uses == '0' then return {'USED'} end
local gone = redis.call('HGET', K.left, A.user)
if gone and tonumber(gone) >= tonumber(created) then return {'INVALID'} end

redis.call('HSET', K.invites, A.hash, string.format('%.0f', tonumber(uses) - 1) .. '|' .. expires
  .. '|' .. created .. '|' .. role .. '|' .. unit .. '|' .. by)
join(K.members, K.left, K.users, A.unit, A.user, role, A.name)
return {'OK', role}
