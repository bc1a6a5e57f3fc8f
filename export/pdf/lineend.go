package pdf

// lineEnd chooses where the line that starts at from ends. rest is the width
// of the lines after it.
func (b *breaker) lineEnd(from int, width, rest float64) int {
	full := b.fill(from, width)
	if full == len(b.glyphs) {
		return full
	}
	end := b.bestEnd(from, full, width, rest)
	return b.sparedOrphan(from, end, width)
}

// fill is the furthest end, lawful or not, whose natural width fits; at least
// one glyph is taken.
func (b *breaker) fill(from int, width float64) int {
	sum := 0.0
	to := from
	for ; to < len(b.glyphs); to++ {
		g := b.glyphs[to]
		if g.char != ' ' && sum+g.width-g.blankRight > width+tolerance {
			break
		}
		sum += b.advance[to]
	}
	return max(to, from+1)
}

func (b *breaker) bestEnd(from, full int, width, rest float64) int {
	if b.grades[full] == allowed {
		return full
	}
	in, out := b.pushIn(from, full, width, allowed), b.pushOut(from, full, allowed)
	switch {
	case in > 0:
		return in
	case out > 0 && b.looseness(from, out, width) <= looseGap:
		return out
	}
	// Rather part a figure from its unit than space the line out.
	if b.grades[full] == avoided {
		return full
	}
	if near := b.pushIn(from, full, width, avoided); near > 0 {
		return near
	}
	near := b.pushOut(from, full, avoided)
	if near > out && b.looseness(from, near, width) <= looseGap {
		return near
	}
	if out > 0 && !b.oversized(out, rest) {
		return out
	}
	if near > 0 && !b.oversized(near, rest) {
		return near
	}
	return b.emergency(from, full)
}

// pushIn finds the next lawful end that fits when punctuation is squeezed, or 0.
func (b *breaker) pushIn(from, full int, width float64, worst grade) int {
	for to := full + 1; to <= len(b.glyphs); to++ {
		natural, squeeze := b.natural(from, to)
		if natural-squeeze > width+tolerance {
			return 0
		}
		if to == len(b.glyphs) || b.grades[to] <= worst {
			return to
		}
	}
	return 0
}

// pushOut finds the last lawful end before full, or 0.
func (b *breaker) pushOut(from, full int, worst grade) int {
	for to := full - 1; to > from; to-- {
		if b.grades[to] <= worst {
			return to
		}
	}
	return 0
}

// looseness is the space between characters that would fill the line, in em.
func (b *breaker) looseness(from, to int, width float64) float64 {
	natural, _ := b.natural(from, to)
	gaps := b.gaps(from, b.trimmed(from, to))
	if gaps == 0 {
		return 2 * raggedGap
	}
	return (width - natural) / float64(gaps) / b.size
}

// oversized reports whether what cannot be parted from glyph at on is wider
// than a line, so that it has to be parted anyway.
func (b *breaker) oversized(at int, width float64) bool {
	end := at + 1
	for end < len(b.glyphs) && b.grades[end] == forbidden {
		end++
	}
	natural, _ := b.natural(at, end)
	return natural > width
}

// emergency parts a run that fits on no line: not before a mark or inside a
// figure if there is another place.
func (b *breaker) emergency(from, full int) int {
	for to := full; to > from+1; to-- {
		before, after := b.glyphs[to-1], b.glyphs[to]
		figure := isFigure(before.char) && isFigure(after.char)
		if !figure && before.class&after.class&inWord != 0 && after.class&neverFirst == 0 {
			return to
		}
	}
	return full
}

// sparedOrphan avoids a last line of a single character (孤字不成行): all of it
// is squeezed in, or one more character goes down.
func (b *breaker) sparedOrphan(from, end int, width float64) int {
	if end == len(b.glyphs) || b.characters(end, len(b.glyphs)) >= 2 {
		return end
	}
	all := len(b.glyphs)
	if natural, squeeze := b.natural(from, all); natural-squeeze <= width+tolerance {
		return all
	}
	for to := end - 1; to > from+1; to-- {
		if b.grades[to] == allowed && b.characters(to, all) >= 2 {
			if b.looseness(from, to, width) <= looseGap {
				return to
			}
			break
		}
	}
	return end
}

// characters counts up to two characters that are not marks.
func (b *breaker) characters(from, to int) int {
	count := 0
	for i := from; i < to && count < 2; i++ {
		if b.glyphs[i].class&mark == 0 {
			count++
		}
	}
	return count
}
