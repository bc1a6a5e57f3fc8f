package fonts

import (
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// common are the 3755 characters of the first level of GB/T 2312-1980: a Chinese
// face without them is not one for simplified Chinese.
var common = sync.OnceValue(func() []rune {
	var all []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for row := 0xB0; row <= 0xD7; row++ {
		for column := 0xA1; column <= 0xFE; column++ {
			text, err := decoder.Bytes([]byte{byte(row), byte(column)})
			// The last row has five places less.
			if err != nil || row == 0xD7 && column > 0xF9 {
				continue
			}
			all = append(all, []rune(string(text))...)
		}
	}
	return all
})

// latin are the characters a Latin face is there for.
const latin = "0123456789.,%-+()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// lacks lists the common characters of a role that a face lacks.
func lacks(face *Face, role Role) []rune {
	wanted := common()
	if role == Roman {
		wanted = []rune(latin)
	}
	var lacking []rune
	for _, r := range wanted {
		if !face.Has(r) {
			lacking = append(lacking, r)
		}
	}
	return lacking
}

// sampleOf shows the first of some characters.
func sampleOf(characters []rune) string {
	const most = 8
	if len(characters) <= most {
		return string(characters)
	}
	return string(characters[:most]) + "…"
}
