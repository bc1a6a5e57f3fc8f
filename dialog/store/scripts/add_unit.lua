-- Creates a unit (unless it is there) and its evaluation of one year.
--
-- K  units; evaluations; years: years of the unit; meta; ticks; plans
-- A  unit: unit id; name: unit name; year; evaluation: evaluation id; scheme; version; deadline: deadline ms;
--    status; seq: log entries (both differ from a new one's when it comes from a backup); now: now ms
-- Reply OK | EXISTS, evaluation id | NAME (another name has this unit id) | TAKEN (evaluation id in use)
local name = redis.call('HGET', K.units, A.unit)
if name and name ~= A.name then return {'NAME'} end
local there = redis.call('HGET', K.years, A.year)
if there then return {'EXISTS', there} end
if redis.call('HEXISTS', K.evaluations, A.evaluation) == 1 then return {'TAKEN'} end
redis.call('HSET', K.units, A.unit, A.name)
redis.call('HSET', K.years, A.year, A.evaluation)
redis.call('HSET', K.evaluations, A.evaluation, A.unit .. ':' .. A.year)
redis.call('HSET', K.meta, 'id', A.evaluation, 'unit', A.name, 'scheme', A.scheme, 'version', A.version,
  'status', A.status, 'deadline', A.deadline, 'seq', A.seq)
plan_anew(K.ticks, K.plans, A.unit .. ':' .. A.year, A.now)
return {'OK'}
