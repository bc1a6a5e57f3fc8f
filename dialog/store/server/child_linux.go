//go:build linux

package server

import "syscall"

// childAttributes: the server ends in order when this process dies, and a Ctrl-C in the
// terminal reaches this process only, which then ends the server itself.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
