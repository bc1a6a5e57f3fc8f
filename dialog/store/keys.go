package store

import (
	"fmt"
	"hash/fnv"
	"strconv"
)

// Partitions is the number of partitions. It can never change for a store that has data:
// Open refuses to work on a store that was created with another number.
const Partitions = 64

// partitionOf returns the partition of a unit, 0 to Partitions-1.
func partitionOf(unitID string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(unitID)) // hash.Hash never fails
	return int(h.Sum32() % Partitions)
}

// partitionOfUser returns the partition of what belongs to a person or chat and to no unit.
func partitionOfUser(user int64) int { return partitionOf(strconv.FormatInt(user, 10)) }

// in names a key of a partition; the braces keep a partition in one Cluster slot.
func in(partition int, name string) string { return fmt.Sprintf("{p%02d}:%s", partition, name) }

func ofUnit(unitID, name string) string {
	return in(partitionOf(unitID), "u:"+unitID+":"+name)
}

func ofEvaluation(unitID string, year int, name string) string {
	return in(partitionOf(unitID), "e:"+unitID+":"+strconv.Itoa(year)+":"+name)
}

// keyPartitions: string, the number of partitions. With keySchema the only key outside a partition.
func keyPartitions() string { return "cfg:partitions" }

// keySchema: string, the number of the layout; also outside of any partition.
func keySchema() string { return "cfg:schema" }

// keyRegister: string, a number that grows with every change of what a session is loaded from but answers,
// cursors and status, which count themselves: who may work on what, names, deadlines, tables. Where scripts
// of other partitions cannot reach it nothing is remembered, and each has one that nobody reads.
func (s *Store) keyRegister(p int) string {
	if s.apart {
		return in(p, "register")
	}
	return in(0, "register")
}

// keyUnits: hash, unit id -> name.
func keyUnits(p int) string { return in(p, "units") }

// keyNames: hash, the id that follows from a unit's later name -> unit id.
func keyNames(p int) string { return in(p, "names") }

// keyEvaluations: hash, evaluation id -> "unit:year". The index of all evaluations.
func keyEvaluations(p int) string { return in(p, "evaluations") }

// keyUsers: hash, user id -> " unit unit " of this partition.
func keyUsers(p int) string { return in(p, "users") }

// keyYears: hash, year -> evaluation id.
func keyYears(unitID string) string { return ofUnit(unitID, "years") }

// keyMembers: hash, user id -> "role|name".
func keyMembers(unitID string) string { return ofUnit(unitID, "members") }

// keyMuted: hash, user id -> until when the person wants no reminders, ms.
func keyMuted(unitID string) string { return ofUnit(unitID, "muted") }

// keyUnreachable: hash, user id -> since when nothing can be sent to the person, ms.
func keyUnreachable(unitID string) string { return ofUnit(unitID, "unreachable") }

// keyLeft: hash, user id -> when the person was removed, ms. Older invitations do not let them back in.
func keyLeft(unitID string) string { return ofUnit(unitID, "left") }

// keyMeta: hash id, unit, scheme, version, status, deadline (ms), seq (log entries so far),
// reminders (JSON, only when it has its own).
func keyMeta(unitID string, year int) string { return ofEvaluation(unitID, year, "meta") }

// keyStandings: hash, "unit:year" -> "day|mark|JSON", where each evaluation stands.
func keyStandings(p int) string { return in(p, "standings") }

// keyEarlierStandings: hash, "unit:year" -> the same, at the end of the last earlier day with a change.
func keyEarlierStandings(p int) string { return in(p, "standings:earlier") }

// keyFiles: hash, "unit:year:form" -> JSON of a final report that Telegram keeps.
func keyFiles(p int) string { return in(p, "files") }

// whereIs is the place of an evaluation in indexes: "unit:year". splitWhere takes it apart.
func whereIs(unitID string, year int) string { return unitID + ":" + strconv.Itoa(year) }

// keyAnswers: hash, answer key -> "revision|JSON".
func keyAnswers(unitID string, year int) string { return ofEvaluation(unitID, year, "answers") }

// keyCursors: hash, user id -> "revision|JSON".
func keyCursors(unitID string, year int) string { return ofEvaluation(unitID, year, "cursors") }

// keySeen: zset, update id by ms; trimmed to 72 hours. Only where one script cannot reach the chat's
// partition, else from a backup or an earlier version.
func keySeen(unitID string, year int) string { return ofEvaluation(unitID, year, "seen") }

// keyLog: list, "seq|update|key", new answer and earlier answer, one a line.
func keyLog(unitID string, year int) string { return ofEvaluation(unitID, year, "log") }

// keyInvites: hash, SHA-256 of the token -> "uses|expires|created|role|unit|by".
func keyInvites(p int) string { return in(p, "invites") }

// keyInviteEnds: zset, SHA-256 of the token by expiry, to forget old invitations.
func keyInviteEnds(p int) string { return in(p, "invites:ends") }

// keyGuesses: zset, wrong tokens of one person within the hour, by ms.
func keyGuesses(user int64) string {
	return in(partitionOfUser(user), "guesses:"+strconv.FormatInt(user, 10))
}

// keyActive: hash, user id -> "unit:year" the person works on.
func keyActive(p int) string { return in(p, "active") }

// keyBlocked: hash, user id -> since when the person has the bot blocked, ms.
func keyBlocked(p int) string { return in(p, "blocked") }

// keyRoutes: zset, "update unit:year" by update: where one chat's last updates went; see seen.go.
func keyRoutes(chat int64) string {
	return in(partitionOfUser(chat), "routes:"+strconv.FormatInt(chat, 10))
}

// keyChatSeen: zset, update ids of the partition's chats by ms; trimmed to 72 hours.
func keyChatSeen(p int) string { return in(p, "seen") }

// keyQueue: zset, all scores 0, message ids "chat:sequence:class": in order per chat.
func keyQueue(p int) string { return in(p, "out:queue") }

// keyChats: zset, chat by class*1e14 + the ms from which its messages may be claimed.
func keyChats(p int) string { return in(p, "out:chats") }

// keyLater: zset, message ids by due ms, for messages that are not due yet.
func keyLater(p int) string { return in(p, "out:later") }

// keyPayloads: hash, message id -> "attempts|JSON".
func keyPayloads(p int) string { return in(p, "out:payloads") }

// keyLeases: hash, chat -> "claimer|ms until which one of its messages was postponed, or 0".
func keyLeases(p int) string { return in(p, "out:leases") }

// keyHeld: hash, message id -> fence of the claim that holds it.
func keyHeld(p int) string { return in(p, "out:held") }

// keySequence: string, the last message sequence of the partition.
func keySequence(p int) string { return in(p, "out:sequence") }

// keyPrompts: hash, "chat:unit" -> message id of the open question.
func keyPrompts(p int) string { return in(p, "prompts") }

// keyTicks: zset, "unit:year" by the ms from which a planner of reminders should look at it.
func keyTicks(p int) string { return in(p, "ticks") }

// keyPlans: hash, "unit:year" -> "moment|since|fence"; see scripts/tick_plan.lua.
func keyPlans(p int) string { return in(p, "ticks:plans") }

// keyReminders: hash, "chat:unit:year" -> message id of the person's last reminder.
func keyReminders(p int) string { return in(p, "reminders") }

// keyNews: hash, "chat:unit:year" -> news nobody has told the person yet, one JSON object a line.
func keyNews(p int) string { return in(p, "news") }

// keyNewsWaiting: hash, "chat:unit:year" -> id of the message that will tell them.
func keyNewsWaiting(p int) string { return in(p, "news:waiting") }

// keyNewsTurns: hash, chat -> "ms|message id" of the last news the chat was sent, from all its units.
func keyNewsTurns(p int) string { return in(p, "news:turns") }

// keyAttempts: hash, update id -> how often it was tried.
func keyAttempts(p int) string { return in(p, "attempts") }

// keyAttemptTimes: zset, update ids by ms; trimmed to 72 hours.
func keyAttemptTimes(p int) string { return in(p, "attempts:times") }

// keyRate: string, "calls|us": how many calls to Telegram lay ready for all processes then.
func keyRate() string { return in(0, "rate") }

// keyShelf: hash, update id -> the update as received, confirmed to Telegram and not settled yet.
func keyShelf(p int) string { return in(p, "shelf") }

// keyShelfLeases: zset, update ids on the shelf by the ms until which a process has them in hand.
func keyShelfLeases(p int) string { return in(p, "shelf:leases") }

// keyWorks: string, written to see whether writing works; gone after a minute.
func keyWorks(p int) string { return in(p, "works") }

// keyDead: hash, id -> JSON of what could never be handled or delivered.
func keyDead(p int) string { return in(p, "dead") }

// keyDeadTimes: zset, ids by ms; the newest 1,000 are kept.
func keyDeadTimes(p int) string { return in(p, "dead:times") }
