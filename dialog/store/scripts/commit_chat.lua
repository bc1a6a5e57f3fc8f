-- Messages for somebody who is not at work on an evaluation, once per update.
--
-- KEYS  1 seen  2 queue  3 chats  4 later  5 payloads  6 sequence  7 leases  8 held
-- ARGV  1 now ms  2 update  3 claimer that sends the messages, or ''  4 fence  5 lease ms
--       6 number of messages, and for each: chat, class, due ms, payload
-- Reply OK, '', '', for each message its id when the claimer holds it, else '' | DUP
if redis.call('ZSCORE', KEYS[1], ARGV[2]) then return {'DUP'} end
local reply = {'OK', '', ''}
put({queue = KEYS[2], chats = KEYS[3], later = KEYS[4], payloads = KEYS[5], sequence = KEYS[6]}, 6, ARGV[1],
  owner(KEYS[7], KEYS[8], ARGV[3], ARGV[4], ARGV[5]), reply)
mark_seen(KEYS[1], ARGV[2], ARGV[1])
return reply
