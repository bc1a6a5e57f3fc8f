-- Creates an invitation and forgets those that expired more than 30 days ago.
--
-- KEYS  1 units  2 invites  3 ends
-- ARGV  1 SHA-256 of the token  2 uses  3 expires ms  4 created ms  5 role  6 unit id  7 by
--       8 the oldest expiry to keep
-- Reply OK | NOUNIT
if redis.call('HEXISTS', KEYS[1], ARGV[6]) == 0 then return {'NOUNIT'} end
for _, old in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[8], 'LIMIT', '0', '20')) do
  redis.call('ZREM', KEYS[3], old)
  redis.call('HDEL', KEYS[2], old)
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. '|' .. ARGV[3] .. '|' .. ARGV[4] .. '|' .. ARGV[5]
  .. '|' .. ARGV[6] .. '|' .. ARGV[7])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return {'OK'}
