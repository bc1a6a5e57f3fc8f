// Package store keeps evaluations, people and outgoing messages in Redis.
//
// Everything that changes together lives in one partition (a Cluster hash tag), every
// change of state is one Lua script, and every change can be repeated without harm: an
// update's seen-mark is written by the same script as its answers, its log entries and
// the messages it causes. What a person is told always comes from the outbox of that
// commit. The same code runs on a single Redis or Valkey, behind Sentinel, on Cluster,
// on a child server it starts itself and on an in-process server.
package store
