// Command ziping walks a unit's staff through the yearly self-evaluation of its whole
// expenditure in a Telegram chat, scores it and returns the report.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, terminal{os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}
