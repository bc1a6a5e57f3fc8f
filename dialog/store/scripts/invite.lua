-- Creates an invitation and forgets those that expired more than 30 days ago.
--
-- K  units; invites; ends
-- A  hash: SHA-256 of the token; uses; expires: expires ms; created: created ms; role; unit: unit id; by;
--    oldest: the oldest expiry to keep
-- Reply OK | NOUNIT
if redis.call('HEXISTS', K.units, A.unit) == 0 then return {'NOUNIT'} end
for _, old in ipairs(redis.call('ZRANGEBYSCORE', K.ends, '-inf', A.oldest, 'LIMIT', '0', '20')) do
  redis.call('ZREM', K.ends, old)
  redis.call('HDEL', K.invites, old)
end
redis.call('HSET', K.invites, A.hash, A.uses .. '|' .. A.expires .. '|' .. A.created .. '|' .. A.role
  .. '|' .. A.unit .. '|' .. A.by)
redis.call('ZADD', K.ends, A.expires, A.hash)
return {'OK'}
