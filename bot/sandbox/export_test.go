package sandbox

// MaxBody and MaxPageRequest are for the tests of what is too large.
const (
	MaxBody        = maxBody
	MaxPageRequest = maxPageRequest
)

// Split is for the property that it loses nothing.
var Split = split

// Holder tells held getUpdates calls apart; nil when none is held.
func (s *Server) Holder() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.updates.poller == nil {
		return nil
	}
	return s.updates.poller
}
