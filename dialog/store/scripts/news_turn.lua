-- Whether a chat may be sent news now. The turn is taken by it; the message that has it may
-- have it again.
--
-- KEYS  1 turns
-- ARGV  1 now ms  2 chat  3 message id  4 ms between two turns  5 '1' when it does not wait
-- Reply OK | WAIT, until ms
local turn = redis.call('HGET', KEYS[1], ARGV[2])
if turn and ARGV[5] ~= '1' then
  local last, id = string.match(turn, '^(%d+)|(.*)$')
  local free = tonumber(last) + tonumber(ARGV[4])
  if id ~= ARGV[3] and free > tonumber(ARGV[1]) then return {'WAIT', string.format('%.0f', free)} end
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[1] .. '|' .. ARGV[3])
return {'OK'}
