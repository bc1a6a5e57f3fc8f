-- Messages for somebody who is not at work on an evaluation, once per update.
--
-- KEYS  1 seen  2 queue  3 chats  4 later  5 payloads  6 sequence
-- ARGV  1 now ms  2 update  3 number of messages, and for each: chat, class, due ms, payload
-- Reply OK | DUP
if redis.call('ZSCORE', KEYS[1], ARGV[2]) then return {'DUP'} end
put({queue = KEYS[2], chats = KEYS[3], later = KEYS[4], payloads = KEYS[5], sequence = KEYS[6]}, 3, ARGV[1])
mark_seen(KEYS[1], ARGV[2], ARGV[1])
return {'OK'}
