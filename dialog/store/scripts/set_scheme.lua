-- Gives an evaluation another rule pack. Where it stands and its final reports were computed under
-- the earlier one and are forgotten; its reminders are planned anew.
--
-- K  meta; standings; earlier: earlier standings; files; ticks; plans
-- A  scheme; version; place: unit:year; now: now ms
-- Reply OK | NOUNIT | CLOSED (it was submitted or approved)
if redis.call('EXISTS', K.meta) == 0 then return {'NOUNIT'} end
if redis.call('HGET', K.meta, 'scheme') == A.scheme then return {'OK'} end
if redis.call('HGET', K.meta, 'status') ~= 'open' then return {'CLOSED'} end
redis.call('HSET', K.meta, 'scheme', A.scheme, 'version', A.version)
redis.call('HDEL', K.standings, A.place)
redis.call('HDEL', K.earlier, A.place)
for _, field in ipairs(redis.call('HKEYS', K.files)) do
  if string.sub(field, 1, #A.place + 1) == A.place .. ':' then redis.call('HDEL', K.files, field) end
end
plan_anew(K.ticks, K.plans, A.place, A.now)
return {'OK'}
