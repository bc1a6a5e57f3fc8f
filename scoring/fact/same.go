package fact

// Same reports whether two rows hold the same answers, written with the same digits.
func Same(a, b Facts) bool {
	if len(a) != len(b) {
		return false
	}
	for code, v := range a {
		other, ok := b[code]
		if !ok || !sameValue(v, other) {
			return false
		}
	}
	return true
}

func sameValue(a, b Value) bool {
	if a.State != b.State || a.Yes != b.Yes || a.Text != b.Text || !a.Number.Equal(b.Number) || a.Number.Exponent() != b.Number.Exponent() ||
		len(a.Items) != len(b.Items) || len(a.Rows) != len(b.Rows) || len(a.Texts) != len(b.Texts) {
		return false
	}
	for i := range a.Items {
		if a.Items[i] != b.Items[i] {
			return false
		}
	}
	for i := range a.Rows {
		if !Same(a.Rows[i], b.Rows[i]) {
			return false
		}
	}
	for key, text := range a.Texts {
		if other, ok := b.Texts[key]; !ok || other != text {
			return false
		}
	}
	return true
}
