-- Fragment, placed before scripts after which an evaluation's reminders are planned anew.
--
-- An evaluation's tick stands in `ticks` with the ms from which a planner should look at it.
-- Its plan is "moment|since|fence": the moment of the next reminder, or 0 when that has to be
-- computed from `since` on; the fence is the planner's who has it in hand, if anybody has. An
-- evaluation that needs no reminders has the plan "0|0|" and no tick.

local function whole(n) return string.format('%.0f', n) end

-- Lets the next reminder be computed anew, from now on; a reminder whose moment has passed
-- without having been sent stays due. Whoever has the tick in hand loses it.
local function plan_anew(ticks, plans, place, now)
  local from = tonumber(now)
  local plan = redis.call('HGET', plans, place)
  if plan then
    local moment, since = string.match(plan, '^(%d+)|(%d+)|')
    if moment ~= '0' then
      from = math.min(from, tonumber(moment) - 1)
    elseif since ~= '0' then
      from = math.min(from, tonumber(since))
    end
  end
  redis.call('HSET', plans, place, '0|' .. whole(from) .. '|')
  redis.call('ZADD', ticks, now, place)
end

-- Lets an evaluation rest: nobody is reminded until something changes.
local function plan_nothing(ticks, plans, place)
  redis.call('HSET', plans, place, '0|0|')
  redis.call('ZREM', ticks, place)
end
