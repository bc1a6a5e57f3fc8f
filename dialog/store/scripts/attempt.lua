-- Counts one more try at an update and forgets updates older than 72 hours.
--
-- K  attempts; times
-- A  now: now ms; update; oldest: the oldest ms to keep
-- Reply OK, tries so far
for _, old in ipairs(redis.call('ZRANGEBYSCORE', K.times, '-inf', A.oldest, 'LIMIT', '0', '100')) do
  redis.call('ZREM', K.times, old)
  redis.call('HDEL', K.attempts, old)
end
redis.call('ZADD', K.times, A.now, A.update)
return {'OK', string.format('%.0f', redis.call('HINCRBY', K.attempts, A.update, 1))}
