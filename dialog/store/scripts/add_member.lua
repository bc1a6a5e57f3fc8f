-- Adds a person to a unit or changes role and name.
--
-- K  units; members; left; users
-- A  unit: unit id; user; role; name
-- Reply OK | NOUNIT
if redis.call('HEXISTS', K.units, A.unit) == 0 then return {'NOUNIT'} end
join(K.members, K.left, K.users, A.unit, A.user, A.role, A.name)
return {'OK'}
