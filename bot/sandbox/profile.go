package sandbox

import "unicode/utf8"

// profile is what Telegram shows of a bot. Guarded by Server.mu.
type profile struct{ description, short string }

func (s *Server) getMyDescription(params) (any, error) {
	return map[string]string{"description": s.profile.description}, nil
}

func (s *Server) setMyDescription(p params) (any, error) {
	text := p.str("description")
	if utf8.RuneCountInString(text) > MaxDescription {
		return nil, badRequest("BOT_DESCRIPTION_INVALID")
	}
	s.profile.description = text
	return true, nil
}

func (s *Server) getMyShortDescription(params) (any, error) {
	return map[string]string{"short_description": s.profile.short}, nil
}

func (s *Server) setMyShortDescription(p params) (any, error) {
	text := p.str("short_description")
	if utf8.RuneCountInString(text) > MaxShortDescription {
		return nil, badRequest("BOT_SHORT_DESCRIPTION_INVALID")
	}
	s.profile.short = text
	return true, nil
}
