-- Fragment, placed before scripts that keep where an evaluation stands.
--
-- A standing is "day|mark|JSON". The first one of a new day moves the last one of the earlier
-- day aside, so that people can be shown what has changed since. The mark is '=', or '!' when
-- the standing was computed without a change that somebody else committed at the same moment.
local function keep_standing(standings, earlier, place, blob, stale)
  local old = redis.call('HGET', standings, place)
  if old and string.sub(old, 1, 10) < string.sub(blob, 1, 10) then
    redis.call('HSET', earlier, place, old)
  end
  if stale then blob = string.sub(blob, 1, 11) .. '!' .. string.sub(blob, 13) end
  redis.call('HSET', standings, place, blob)
end
