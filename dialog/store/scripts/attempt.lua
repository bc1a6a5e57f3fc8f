-- Counts one more try at an update and forgets updates older than 72 hours.
--
-- KEYS  1 attempts  2 times
-- ARGV  1 now ms  2 update  3 the oldest ms to keep
-- Reply OK, tries so far
for _, old in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[3], 'LIMIT', '0', '100')) do
  redis.call('ZREM', KEYS[2], old)
  redis.call('HDEL', KEYS[1], old)
end
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[2])
return {'OK', string.format('%.0f', redis.call('HINCRBY', KEYS[1], ARGV[2], 1))}
