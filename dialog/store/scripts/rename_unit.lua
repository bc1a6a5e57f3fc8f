-- Renames a unit. Its final reports have the earlier name in them and are forgotten.
--
-- KEYS  1 units  2 files  3… meta of each of its years
-- ARGV  1 unit id  2 name
-- Reply OK | NOUNIT
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return {'NOUNIT'} end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
for i = 3, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('HSET', KEYS[i], 'unit', ARGV[2]) end
end
for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
  if string.sub(field, 1, #ARGV[1] + 1) == ARGV[1] .. ':' then redis.call('HDEL', KEYS[2], field) end
end
return {'OK'}
