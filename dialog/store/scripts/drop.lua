-- A message can never be delivered; it is kept among the dead letters.
--
-- KEYS  as in the fragment, then 6 dead  7 dead times
-- ARGV  as in the fragment, then 5 dead letter's JSON
-- Reply OK | MORE | GONE | LOST
local why = refused()
if why then return {why} end
remove()
bury(KEYS[6], KEYS[7], ARGV[2], ARGV[1], ARGV[5])
return let_go(0)
