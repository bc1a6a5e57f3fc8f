-- A message can never be delivered; it is kept among the dead letters.
--
-- KEYS  as in the fragment, then 6 dead  7 dead times  8 news  9 news waiting
-- ARGV  as in the fragment, then 5 dead letter's JSON  6 chat:unit:year whose news it should have told, or ''
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
bury(KEYS[6], KEYS[7], ARGV[2], ARGV[1], ARGV[5])
if ARGV[6] ~= '' then -- nobody will ever hear them
  redis.call('HDEL', KEYS[8], ARGV[6])
  if redis.call('HGET', KEYS[9], ARGV[6]) == ARGV[2] then redis.call('HDEL', KEYS[9], ARGV[6]) end
end
return let_go(0)
