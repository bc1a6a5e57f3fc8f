-- Takes an invitation back, so that its token is like any wrong one from then on.
--
-- KEYS  1 invites  2 ends
-- ARGV  1 SHA-256 of the token  2 unit id
-- Reply OK | NONE (not an invitation of this unit; also when it was taken back before)
local invite = redis.call('HGET', KEYS[1], ARGV[1])
if not invite or string.match(invite, '^%d+|%d+|%d+|%a+|(%w+)|') ~= ARGV[2] then return {'NONE'} end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return {'OK'}
