-- A message was accepted by Telegram.
--
-- KEYS  as in the fragment, then 6 prompts
-- ARGV  as in the fragment, then 5 prompt field  6 message id of the open question now,
--       'close' when there is none any more, '' when this message has nothing to do with it
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
if ARGV[6] == 'close' then
  redis.call('HDEL', KEYS[6], ARGV[5])
elseif ARGV[6] ~= '' then
  redis.call('HSET', KEYS[6], ARGV[5], ARGV[6])
end
return let_go(0)
