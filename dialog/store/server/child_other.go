//go:build !linux

package server

import "syscall"

// childAttributes: only Linux can tie the server's life to this process; elsewhere a
// server that is left over is found by its socket at the next start.
func childAttributes() *syscall.SysProcAttr { return nil }
