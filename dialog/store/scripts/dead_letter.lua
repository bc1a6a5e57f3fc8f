-- An update can never be handled; it is kept among the dead letters.
--
-- KEYS  1 dead  2 dead times
-- ARGV  1 now ms  2 id  3 dead letter's JSON
-- Reply OK
bury(KEYS[1], KEYS[2], ARGV[2], ARGV[1], ARGV[3])
return {'OK'}
