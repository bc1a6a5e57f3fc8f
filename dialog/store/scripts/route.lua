-- Says where an update goes: where it went when it came first. Only where the mark of an update cannot
-- be in its chat's partition and its answers in the unit's.
--
-- KEYS  1 updates seen in the chat's partition  2 routes of the chat
-- ARGV  1 update  2 unit:year it goes to when it comes for the first time  3 how many routes are kept
--       4 ms for which they are kept
-- Reply SEEN (it was settled without an evaluation) | OK, unit:year
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return {'SEEN'} end
local first = redis.call('ZRANGEBYSCORE', KEYS[2], ARGV[1], ARGV[1])[1]
if first then return {'OK', string.match(first, ' (.+)$')} end
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1] .. ' ' .. ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[2], '0', string.format('%.0f', -1 - tonumber(ARGV[3])))
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return {'OK', ARGV[2]}
