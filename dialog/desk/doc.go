// Package desk is the operators' desk: lists and filters of units, one unit's card, invitations and
// deadlines, the digest. Step is pure; what it wants done comes back as effects.
package desk
