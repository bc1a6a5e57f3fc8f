-- Whether a chat may be sent news now. The turn is taken by it; the message that has it may
-- have it again.
--
-- K  turns
-- A  now: now ms; chat; id: message id; between: ms between two turns; urgent: '1' when it does not wait
-- Reply OK | WAIT, until ms
local turn = redis.call('HGET', K.turns, A.chat)
if turn and A.urgent ~= '1' then
  local last, id = string.match(turn, '^(%d+)|(.*)$')
  local free = tonumber(last) + tonumber(A.between)
  if id ~= A.id and free > tonumber(A.now) then return {'WAIT', string.format('%.0f', free)} end
end
redis.call('HSET', K.turns, A.chat, A.now .. '|' .. A.id)
return {'OK'}
