package sandbox

// MaxBody and MaxPageRequest are for the tests of what is too large.
const (
	MaxBody        = maxBody
	MaxPageRequest = maxPageRequest
)

// Split are the texts of a long text's pieces, for the property that nothing is lost.
func Split(text string) []string {
	var texts []string
	for _, piece := range split(text) {
		texts = append(texts, piece.text)
	}
	return texts
}

// Holder tells held getUpdates calls apart; nil when none is held.
func (s *Server) Holder() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.updates.poller == nil {
		return nil
	}
	return s.updates.poller
}
