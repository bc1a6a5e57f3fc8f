-- A message was accepted by Telegram.
--
-- K  as in outbox_finish, then prompts; news; waiting: news waiting; later; sequence
-- A  as in outbox_finish, then field: prompt field; prompt: message id of the open question now, 'close' when
--    there is none any more, '' when this message has nothing to do with it; told_field: chat:unit:year whose
--    news it told or should have told, or ''; told: how many of them; due: from when on more of them may be
--    told; payload: payload of the message for these
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
if A.prompt == 'close' then
  redis.call('HDEL', K.prompts, A.field)
elseif A.prompt ~= '' then
  redis.call('HSET', K.prompts, A.field, A.prompt)
end
if A.told_field ~= '' then
  told_news(K.news, K.waiting, {queue = K.queue, chats = K.chats, later = K.later, payloads = K.payloads, sequence = K.sequence},
    A.told_field, tonumber(A.told), A.id, A.due, A.payload, A.now)
end
return let_go(0)
