-- Messages for somebody who is not at work on an evaluation, once per update.
--
-- K  seen; queue; chats; later; payloads; sequence; leases; held; prompts
-- A  now: now ms; update; claimer: claimer that sends the messages, or ''; fence; lease: lease ms; prompt: field of
--    the chat's open question; messages: number of messages, and for each: chat, class, due ms, payload
-- Reply OK, '', '', message id of the open question or '', for each message its id when the claimer holds it, else '' | DUP
if redis.call('ZSCORE', K.seen, A.update) then return {'DUP'} end
local reply = {'OK', '', '', redis.call('HGET', K.prompts, A.prompt) or ''}
put({queue = K.queue, chats = K.chats, later = K.later, payloads = K.payloads, sequence = K.sequence}, A.messages, A.now,
  owner(K.leases, K.held, A.claimer, A.fence, A.lease), reply)
mark_seen(K.seen, A.update, A.now)
return reply
