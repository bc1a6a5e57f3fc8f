package numeral

var statusNames = map[Status]string{
	OK: "OK", Confirm: "CONFIRM", NotApplicable: "NA", Pending: "SKIP", Command: "CMD", Invalid: "ERR",
}

// String names the status in one short Latin word, for logs and tests.
func (s Status) String() string {
	if name, known := statusNames[s]; known {
		return name
	}
	return "NONE"
}
