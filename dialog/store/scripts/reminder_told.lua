-- A reminder has been told together with another one: it is not sent by itself any more.
--
-- K  reminders
-- A  field: chat:unit:year; id: message id
-- Reply OK
if redis.call('HGET', K.reminders, A.field) == A.id then redis.call('HDEL', K.reminders, A.field) end
return {'OK'}
