-- An update can never be handled; it is kept among the dead letters.
--
-- K  dead; times: dead times
-- A  now: now ms; id; letter: dead letter's JSON
-- Reply OK
bury(K.dead, K.times, A.id, A.now, A.letter)
return {'OK'}
