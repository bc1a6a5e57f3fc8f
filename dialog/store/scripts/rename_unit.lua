-- Renames a unit. Its final reports have the earlier name in them and are forgotten.
--
-- K  units; files; metas: meta of each of its years
-- A  unit: unit id; name
-- Reply OK | NOUNIT
if redis.call('HEXISTS', K.units, A.unit) == 0 then return {'NOUNIT'} end
redis.call('HSET', K.units, A.unit, A.name)
for i = K.metas, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('HSET', KEYS[i], 'unit', A.name) end
end
for _, field in ipairs(redis.call('HKEYS', K.files)) do
  if string.sub(field, 1, #A.unit + 1) == A.unit .. ':' then redis.call('HDEL', K.files, field) end
end
return {'OK'}
