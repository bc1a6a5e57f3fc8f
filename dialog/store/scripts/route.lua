-- Says where an update goes: where it went when it came first. Only where the mark of an update cannot
-- be in its chat's partition and its answers in the unit's.
--
-- K  seen: updates seen in the chat's partition; routes: routes of the chat
-- A  update; place: unit:year it goes to when it comes for the first time; most: how many routes are kept;
--    kept: ms for which they are kept
-- Reply SEEN (it was settled without an evaluation) | OK, unit:year
if redis.call('ZSCORE', K.seen, A.update) then return {'SEEN'} end
local first = redis.call('ZRANGEBYSCORE', K.routes, A.update, A.update)[1]
if first then return {'OK', string.match(first, ' (.+)$')} end
redis.call('ZADD', K.routes, A.update, A.update .. ' ' .. A.place)
redis.call('ZREMRANGEBYRANK', K.routes, '0', string.format('%.0f', -1 - tonumber(A.most)))
redis.call('PEXPIRE', K.routes, A.kept)
return {'OK', A.place}
