package fact

// typedSigns are ways to type the comparison signs of a choice.
var typedSigns = map[string]string{
	">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "＝": "=", "≧": "≥", "≦": "≤", "==": "=",
}

// Sign is a comparison sign as packs write it, however it was typed; other texts stay as they are.
func Sign(s string) string {
	if sign, ok := typedSigns[s]; ok {
		return sign
	}
	return s
}
