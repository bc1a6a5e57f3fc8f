-- One turn of one person, all or nothing. Every check comes before the first write,
-- because Redis does not roll a script back.
--
-- KEYS  1 meta  2 answers  3 cursors  4 seen  5 log  6 members
--       7 queue  8 chats  9 later  10 payloads  11 sequence  12 standings  13 earlier standings
--       14 ticks  15 plans  16 muted  17 unreachable  18 news  19 news waiting
--       20 updates seen in this evaluation by itself  21 leases  22 held
-- ARGV  1 now ms  2 update  3 user  4 role the step saw  5 cursor revision the step saw
--       6 cursor JSON  7 status the step saw  8 new status or ''  9 new pack version or ''
--       10 new status as an answer's JSON ('' when unchanged)
--       11 unit:year  12 log entries so far when the session was loaded  13 standing after, or ''
--       14 ms until which the person wants no reminders, or ''
--       15 claimer that sends the messages, or ''  16 fence  17 lease ms
--       18 number of records, then for each: key, revision the step saw, answer JSON
--       then the number of messages, and for each: chat, class, due ms, payload
--       then the number of news, and for each: chat, unit:year, line, payload of the message
-- Reply OK, cursor revision, log entries, for each message its id when the claimer holds it, else '' | DUP | NOMEMBER | ROLE, role | GONE
--       | CLOSED, status | STATUS, status | CURSOR, revision | STALE, key, key, ...
local now, update, user = ARGV[1], ARGV[2], ARGV[3]

local function revision(blob)
  if not blob then return '0' end
  return string.match(blob, '^(%d+)|')
end

if redis.call('ZSCORE', KEYS[4], update) or redis.call('ZSCORE', KEYS[20], update) then return {'DUP'} end

local member = redis.call('HGET', KEYS[6], user)
if not member then return {'NOMEMBER'} end
local role = string.match(member, '^(%a+)|')
if role ~= ARGV[4] then return {'ROLE', role} end

local status = redis.call('HGET', KEYS[1], 'status')
if not status then return {'GONE'} end
local records = tonumber(ARGV[18])
if ARGV[8] ~= '' then
  if status ~= ARGV[7] then return {'STATUS', status} end
elseif records > 0 and status ~= 'open' then
  return {'CLOSED', status}
end

local rev = revision(redis.call('HGET', KEYS[3], user))
if rev ~= ARGV[5] then return {'CURSOR', rev} end

local stale = {'STALE'}
local old = {}
for r = 0, records - 1 do
  local i = 19 + 3 * r
  old[r] = redis.call('HGET', KEYS[2], ARGV[i])
  if revision(old[r]) ~= ARGV[i + 1] then stale[#stale + 1] = ARGV[i] end
end
if #stale > 1 then return stale end

-- From here on everything is written.
local seen = redis.call('HGET', KEYS[1], 'seq')
local function log(key, new, before)
  local seq = int(redis.call('HINCRBY', KEYS[1], 'seq', 1))
  redis.call('RPUSH', KEYS[5], seq .. '|' .. update .. '|' .. key .. '\n' .. new .. '\n' .. (before or ''))
end

for r = 0, records - 1 do
  local i = 19 + 3 * r
  redis.call('HSET', KEYS[2], ARGV[i], int(tonumber(ARGV[i + 1]) + 1) .. '|' .. ARGV[i + 2])
  log(ARGV[i], ARGV[i + 2], old[r])
end
if ARGV[8] ~= '' then
  redis.call('HSET', KEYS[1], 'status', ARGV[8])
  log('@status', ARGV[10], '0|{"value":{"text":"' .. status .. '"}}')
  if ARGV[8] == 'approved' then
    plan_nothing(KEYS[14], KEYS[15], ARGV[11])
  else
    plan_anew(KEYS[14], KEYS[15], ARGV[11], now)
  end
end
if ARGV[13] ~= '' then
  keep_standing(KEYS[12], KEYS[13], ARGV[11], ARGV[13], ARGV[12] ~= seen)
end
if ARGV[9] ~= '' then redis.call('HSET', KEYS[1], 'version', ARGV[9]) end

rev = int(tonumber(rev) + 1)
redis.call('HSET', KEYS[3], user, rev .. '|' .. ARGV[6])
redis.call('HDEL', KEYS[17], user)
if ARGV[14] ~= '' then redis.call('HSET', KEYS[16], user, ARGV[14]) end
local outbox = {queue = KEYS[7], chats = KEYS[8], later = KEYS[9], payloads = KEYS[10], sequence = KEYS[11]}
local reply = {'OK', rev, ''}
local after = put(outbox, 19 + 3 * records, now, owner(KEYS[21], KEYS[22], ARGV[15], ARGV[16], ARGV[17]), reply)
bring_news(KEYS[18], KEYS[19], outbox, after, now)
mark_seen(KEYS[4], update, now)
reply[3] = redis.call('HGET', KEYS[1], 'seq')
return reply
