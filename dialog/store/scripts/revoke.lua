-- Takes an invitation back, so that its token is like any wrong one from then on.
--
-- K  invites; ends
-- A  hash: SHA-256 of the token; unit: unit id
-- Reply OK | NONE (not an invitation of this unit; also when it was taken back before)
local invite = redis.call('HGET', K.invites, A.hash)
if not invite or string.match(invite, '^%d+|%d+|%d+|%a+|(%w+)|') ~= A.unit then return {'NONE'} end
redis.call('HDEL', K.invites, A.hash)
redis.call('ZREM', K.ends, A.hash)
return {'OK'}
