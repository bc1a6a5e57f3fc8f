-- A message was accepted by Telegram.
--
-- KEYS  as in the fragment, then 6 prompts  7 news  8 news waiting  9 later  10 sequence
-- ARGV  as in the fragment, then 5 prompt field  6 message id of the open question now,
--       'close' when there is none any more, '' when this message has nothing to do with it
--       7 chat:unit:year whose news it told or should have told, or ''  8 how many of them
--       9 from when on more of them may be told  10 payload of the message for these
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
if ARGV[6] == 'close' then
  redis.call('HDEL', KEYS[6], ARGV[5])
elseif ARGV[6] ~= '' then
  redis.call('HSET', KEYS[6], ARGV[5], ARGV[6])
end
if ARGV[7] ~= '' then
  told_news(KEYS[7], KEYS[8], {queue = KEYS[1], chats = KEYS[2], later = KEYS[9], payloads = KEYS[3], sequence = KEYS[10]},
    ARGV[7], tonumber(ARGV[8]), ARGV[2], ARGV[9], ARGV[10], ARGV[1])
end
return let_go(0)
