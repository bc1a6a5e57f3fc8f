-- Keeps a standing that was computed from the answers, unless these have changed since.
--
-- K  meta; standings; earlier: earlier standings
-- A  place: unit:year; seq: log entries so far when the answers were read; standing
-- Reply OK | CHANGED
if redis.call('HGET', K.meta, 'seq') ~= A.seq then return {'CHANGED'} end
keep_standing(K.standings, K.earlier, A.place, A.standing, false)
return {'OK'}
