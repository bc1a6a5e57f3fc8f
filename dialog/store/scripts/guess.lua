-- Counts a try at a token before it is looked up, so that parallel guesses count too.
-- The same token counts once.
--
-- KEYS  1 guesses of the person
-- ARGV  1 now ms  2 SHA-256 of the token  3 tries allowed  4 the oldest ms that counts
--       5 ms for which a try counts, after which nothing of it is left
-- Reply OK | LIMIT
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[4])
if redis.call('ZSCORE', KEYS[1], ARGV[2]) then return {'OK'} end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return {'LIMIT'} end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return {'OK'}
