package health

import (
	"context"
	"errors"
	"net"
	"os"
	"strconv"
	"time"
)

// Supervised tells systemd, where it started this program with Type=notify, that it is ready, and
// then, when the unit has WatchdogSec, that it is alive, until ctx ends. alive may block: a program
// that hangs is not alive. Without systemd it does nothing. See sd_notify(3).
func Supervised(ctx context.Context, alive func()) error {
	socket := os.Getenv("NOTIFY_SOCKET")
	if socket == "" {
		return nil
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unixgram", socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	say := func(state string) error {
		_, err := conn.Write([]byte(state))
		return err
	}
	if err := say("READY=1"); err != nil {
		return err
	}
	var beat <-chan time.Time
	if micros, err := strconv.ParseInt(os.Getenv("WATCHDOG_USEC"), 10, 64); err == nil && micros > 0 {
		ticker := time.NewTicker(time.Duration(micros) * time.Microsecond / 2)
		defer ticker.Stop()
		beat = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return say("STOPPING=1")
		case <-beat:
			alive()
			if err := say("WATCHDOG=1"); err != nil && !errors.Is(err, net.ErrClosed) {
				return err
			}
		}
	}
}
