-- A message can never be delivered; it is kept among the dead letters.
--
-- K  as in outbox_finish, then dead; times: dead times; news; waiting: news waiting
-- A  as in outbox_finish, then letter: dead letter's JSON; field: chat:unit:year whose news it should have
--    told, or ''
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
bury(K.dead, K.times, A.id, A.now, A.letter)
if A.field ~= '' then -- nobody will ever hear them
  redis.call('HDEL', K.news, A.field)
  if redis.call('HGET', K.waiting, A.field) == A.id then redis.call('HDEL', K.waiting, A.field) end
end
return let_go(0)
