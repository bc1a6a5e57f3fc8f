//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package server

import "os"

// lockFile cannot tell processes apart here: one process a data folder is up to the
// person who starts them.
func lockFile(*os.File) bool { return true }
