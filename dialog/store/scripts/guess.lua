-- Counts a try at a token before it is looked up, so that parallel guesses count too.
-- The same token counts once.
--
-- K  guesses: guesses of the person
-- A  now: now ms; hash: SHA-256 of the token; tries: tries allowed; oldest: the oldest ms that counts; kept: ms
--    for which a try counts, after which nothing of it is left
-- Reply OK | LIMIT
redis.call('ZREMRANGEBYSCORE', K.guesses, '-inf', A.oldest)
if redis.call('ZSCORE', K.guesses, A.hash) then return {'OK'} end
if redis.call('ZCARD', K.guesses) >= tonumber(A.tries) then return {'LIMIT'} end
redis.call('ZADD', K.guesses, A.now, A.hash)
redis.call('PEXPIRE', K.guesses, A.kept)
return {'OK'}
