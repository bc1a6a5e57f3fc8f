-- One turn of one person, all or nothing. Every check comes before the first write,
-- because Redis does not roll a script back.
--
-- K  meta; answers; cursors; seen; log; members; queue; chats; later; payloads; sequence; standings; earlier:
--    earlier standings; ticks; plans; muted; unreachable; news; waiting: news waiting; own: updates seen in
--    this evaluation by itself; leases; held; prompts; register
-- A  now: now ms; update; user; role: role the step saw; rev: cursor revision the step saw; cursor: cursor
--    JSON; was: status the step saw; status: new status or ''; version: new pack version or ''; status_answer:
--    new status as an answer's JSON ('' when unchanged); place: unit:year; seq: log entries so far when the
--    session was loaded; standing: standing after, or ''; mute: ms until which the person wants no reminders,
--    or ''; claimer: claimer that sends the messages, or ''; fence; lease: lease ms; prompt: field of the
--    chat's open question; register: the register when the session was loaded, for one that was remembered
--    since, else ''; records: number of records, then for each: key, revision the step saw, answer JSON then the number of messages, and for each:
--    chat, class, due ms, payload then the number of news, and for each: chat, unit:year, line, payload of the
--    message
-- Reply OK, cursor revision, log entries, message id of the open question or '', for each message its id when
--       the claimer holds it, else '' | DUP | MOVED | NOMEMBER | ROLE, role | GONE | CLOSED, status | STATUS, status | CURSOR, revision | STALE, key, key, ...
local now, update, user = A.now, A.update, A.user

local function revision(blob)
  if not blob then return '0' end
  return string.match(blob, '^(%d+)|')
end

if redis.call('ZSCORE', K.seen, update) or redis.call('ZSCORE', K.own, update) then return {'DUP'} end

local seq = redis.call('HGET', K.meta, 'seq')
if A.register ~= '' and ((redis.call('GET', K.register) or '') ~= string.sub(A.register, 2) or seq ~= A.seq) then
  return {'MOVED'} -- what was remembered is not so any more
end

local member = redis.call('HGET', K.members, user)
if not member then return {'NOMEMBER'} end
local role = string.match(member, '^(%a+)|')
if role ~= A.role then return {'ROLE', role} end

local status = redis.call('HGET', K.meta, 'status')
if not status then return {'GONE'} end
local records = tonumber(ARGV[A.records])
if A.status ~= '' then
  if status ~= A.was then return {'STATUS', status} end
elseif records > 0 and status ~= 'open' then
  return {'CLOSED', status}
end

local rev = revision(redis.call('HGET', K.cursors, user))
if rev ~= A.rev then return {'CURSOR', rev} end

local stale = {'STALE'}
local old = {}
for r = 0, records - 1 do
  local i = A.records + 1 + 3 * r
  old[r] = redis.call('HGET', K.answers, ARGV[i])
  if revision(old[r]) ~= ARGV[i + 1] then stale[#stale + 1] = ARGV[i] end
end
if #stale > 1 then return stale end

-- From here on everything is written.
local entries = tonumber(seq)
local function log(key, new, before)
  entries = entries + 1
  redis.call('RPUSH', K.log, int(entries) .. '|' .. update .. '|' .. key .. '\n' .. new .. '\n' .. (before or ''))
end

for r = 0, records - 1 do
  local i = A.records + 1 + 3 * r
  redis.call('HSET', K.answers, ARGV[i], int(tonumber(ARGV[i + 1]) + 1) .. '|' .. ARGV[i + 2])
  log(ARGV[i], ARGV[i + 2], old[r])
end
if A.status ~= '' then
  redis.call('HSET', K.meta, 'status', A.status)
  log('@status', A.status_answer, '0|{"value":{"text":"' .. status .. '"}}')
  if A.status == 'approved' then
    plan_nothing(K.ticks, K.plans, A.place)
  else
    plan_anew(K.ticks, K.plans, A.place, now)
  end
end
if A.standing ~= '' then
  keep_standing(K.standings, K.earlier, A.place, A.standing, A.seq ~= seq)
end
local moved = A.version ~= '' or A.mute ~= ''
if entries > tonumber(seq) then redis.call('HSET', K.meta, 'seq', int(entries)) end
if A.version ~= '' then redis.call('HSET', K.meta, 'version', A.version) end

rev = int(tonumber(rev) + 1)
redis.call('HSET', K.cursors, user, rev .. '|' .. A.cursor)
if redis.call('HDEL', K.unreachable, user) == 1 then moved = true end
if A.mute ~= '' then redis.call('HSET', K.muted, user, A.mute) end
local outbox = {queue = K.queue, chats = K.chats, later = K.later, payloads = K.payloads, sequence = K.sequence}
if moved then redis.call('INCR', K.register) end
local reply = {'OK', rev, int(entries), redis.call('HGET', K.prompts, A.prompt) or ''}
local after = put(outbox, A.records + 1 + 3 * records, now, owner(K.leases, K.held, A.claimer, A.fence, A.lease), reply)
bring_news(K.news, K.waiting, outbox, after, now)
mark_seen(K.seen, update, now)
return reply
