-- Takes calls out of a bucket that fills with time. The time is the server's: the processes' clocks may
-- differ.
--
-- K  bucket: bucket "calls|us"
-- A  rate: calls a second that come in; burst: how many at the most lie ready; wanted: calls wanted
-- Reply calls taken, ms until there may be one when there is none
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local calls, since = string.match(redis.call('GET', K.bucket) or '', '^([%d.]+)|(%d+)$')
local rate, burst = tonumber(A.rate), tonumber(A.burst)
local ready = burst
if calls then ready = math.min(burst, tonumber(calls) + math.max(0, now - tonumber(since)) * rate / 1000000) end
local taken = math.min(math.floor(ready), tonumber(A.wanted))
local wait = 0
if taken == 0 then wait = math.ceil((1 - ready) * 1000 / rate) end
ready = ready - taken
redis.call('SET', K.bucket, string.format('%.6f', ready) .. '|' .. string.format('%.0f', now), 'PX', '60000')
return {string.format('%.0f', taken), string.format('%.0f', wait)}
