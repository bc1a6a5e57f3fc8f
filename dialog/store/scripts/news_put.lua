-- Fragment, placed before scripts that bring news to people.
--
-- News wait in `news` under "chat:unit:year", one a line. One message in the outbox, which
-- `waiting` names, will tell all there are when it is sent.

local function news_message(waiting, outbox, field, chat, due, payload, now)
  redis.call('HSET', waiting, field, (put_one(outbox, chat, '1', due, payload, now)))
end

-- Adds ARGV[i+1..] (ARGV[i] times chat, unit:year, line, payload of the message that tells it).
local function bring_news(news, waiting, outbox, i, now)
  for n = 0, tonumber(ARGV[i]) - 1 do
    local at = i + 4 * n
    local chat, line = ARGV[at + 1], ARGV[at + 3]
    local field = chat .. ':' .. ARGV[at + 2]
    local lines = redis.call('HGET', news, field)
    redis.call('HSET', news, field, lines and lines .. '\n' .. line or line)
    local id = redis.call('HGET', waiting, field)
    if not id or redis.call('HEXISTS', outbox.payloads, id) == 0 then
      news_message(waiting, outbox, field, chat, now, ARGV[at + 4], now)
    end
  end
end

-- Takes the first count lines out, which were told by message id; when more have come since,
-- another message will tell them.
local function told_news(news, waiting, outbox, field, count, id, due, payload, now)
  local lines = redis.call('HGET', news, field)
  for _ = 1, count do
    local _, stop = string.find(lines or '', '\n', 1, true)
    lines = stop and string.sub(lines, stop + 1)
  end
  if lines then redis.call('HSET', news, field, lines) else redis.call('HDEL', news, field) end
  if redis.call('HGET', waiting, field) ~= id then return end
  if lines then
    news_message(waiting, outbox, field, string.match(field, '^(%-?%d+):'), due, payload, now)
  else
    redis.call('HDEL', waiting, field)
  end
end
