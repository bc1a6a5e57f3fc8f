package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"ziping/cmd/ziping/health"
)

// version is set by the release script; a build from a clone is known by its commit.
var version string

// build is what this program was built from.
type build struct{ version, revision, date, compiler string }

func thisBuild() build {
	b := build{version: version, compiler: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.revision = s.Value[:min(12, len(s.Value))]
		case "vcs.time":
			b.date, _, _ = strings.Cut(s.Value, "T")
		case "vcs.modified":
			if s.Value == "true" {
				b.revision += "+"
			}
		}
	}
	b.version = cmp.Or(b.version, strings.Trim(info.Main.Version, "()"), "devel")
	return b
}

// String is the build in a line, for --version.
func (b build) String() string {
	words := []string{"ziping " + b.version}
	for _, more := range []string{b.revision, b.date, b.compiler, runtime.GOOS + "/" + runtime.GOARCH} {
		if more != "" {
			words = append(words, more)
		}
	}
	return strings.Join(words, "  ")
}

// showVersion is --version for those who type it as a command.
func showVersion(c *call) {
	c.takes(0, func(context.Context, []string) error {
		_, err := fmt.Fprintln(c.out, thisBuild())
		return err
	})
}

func (b build) health() health.Build {
	return health.Build{Version: b.version, Revision: b.revision, Compiler: b.compiler}
}
