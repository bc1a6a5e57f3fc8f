-- A reminder has been told together with another one: it is not sent by itself any more.
--
-- KEYS  1 reminders
-- ARGV  1 chat:unit:year  2 message id
-- Reply OK
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
return {'OK'}
