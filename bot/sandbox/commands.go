package sandbox

import (
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Command is one entry of the bot's command menu.
type Command struct {
	Command     string `json:"command"` // without the slash
	Description string `json:"description"`
}

// commandKey is a scope with a language; the chat is 0 unless the scope is chat.
type commandKey struct {
	Scope    string `json:"scope"`
	ChatID   int64  `json:"chat_id,omitempty"`
	Language string `json:"language,omitempty"`
}

const (
	scopeDefault = "default"
	scopePrivate = "all_private_chats"
	scopeChat    = "chat"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// readScope reads scope and language_code.
func (s *Server) readScope(p params) (commandKey, error) {
	var scope struct {
		Type   string `json:"type"`
		ChatID any    `json:"chat_id"`
	}
	if _, err := p.decode("scope", &scope); err != nil {
		return commandKey{}, err
	}
	key := commandKey{Scope: scope.Type, Language: p.str("language_code")}
	switch scope.Type {
	case "":
		key.Scope = scopeDefault
	case scopeDefault, scopePrivate:
	case scopeChat:
		if key.ChatID = scopedChat(scope.ChatID); s.person(key.ChatID) == nil {
			return key, badRequest("chat not found")
		}
	default:
		return key, badRequest("the command scope %s is not supported by the sandbox", scope.Type)
	}
	return key, nil
}

// scopedChat accepts a number or a string of digits; 0 is neither.
func scopedChat(v any) int64 {
	switch id := v.(type) {
	case float64:
		return int64(id)
	case string:
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			return n
		}
	}
	return 0
}

func (s *Server) setMyCommands(p params) (any, error) {
	key, err := s.readScope(p)
	if err != nil {
		return nil, err
	}
	var list []Command
	if _, err := p.decode("commands", &list); err != nil {
		return nil, err
	}
	if len(list) > MaxCommands {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		if !commandName.MatchString(c.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > MaxCommandAbout {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands[key] = list
	s.touchPeople()
	return true, nil
}

func (s *Server) deleteMyCommands(p params) (any, error) {
	key, err := s.readScope(p)
	if err != nil {
		return nil, err
	}
	delete(s.commands, key)
	s.touchPeople()
	return true, nil
}

// touchPeople makes pages redraw the menus.
func (s *Server) touchPeople() {
	revision := s.touch()
	for _, p := range s.people {
		p.revision = revision
	}
}

func (s *Server) getMyCommands(p params) (any, error) {
	key, err := s.readScope(p)
	if err != nil {
		return nil, err
	}
	list := s.commands[key]
	if list == nil {
		list = []Command{}
	}
	return list, nil
}

// menu is the command list a person sees: of the chat, else of private chats, else the default;
// the Chinese one before the one without a language. The caller holds mu.
func (s *Server) menu(p *person) []Command {
	for _, key := range []commandKey{
		{scopeChat, p.ID, "zh"}, {scopeChat, p.ID, ""},
		{scopePrivate, 0, "zh"}, {scopePrivate, 0, ""},
		{scopeDefault, 0, "zh"}, {scopeDefault, 0, ""},
	} {
		if list := s.commands[key]; len(list) > 0 {
			return slices.Clone(list)
		}
	}
	return nil
}
