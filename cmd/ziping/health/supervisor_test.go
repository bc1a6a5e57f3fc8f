package health

import (
	"context"
	"net"
	"path/filepath"
	"testing"
	"time"
)

// systemd hears that the program is ready, that it is alive as long as it is, and that it stops; of
// a program that hangs it hears nothing more.
func TestSupervised(t *testing.T) {
	dir := t.TempDir()
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	heard := make(chan string)
	go func() {
		defer close(heard)
		for packet := make([]byte, 64); ; {
			n, err := socket.Read(packet)
			if err != nil {
				return
			}
			heard <- string(packet[:n])
		}
	}()
	t.Setenv("NOTIFY_SOCKET", filepath.Join(dir, "s"))
	t.Setenv("WATCHDOG_USEC", "2000")
	ctx, cancel := context.WithCancel(t.Context())
	asked, hang := make(chan bool), make(chan bool)
	ended := make(chan error, 1)
	go func() {
		ended <- Supervised(ctx, func() { asked <- true; <-hang })
	}()
	if state := <-heard; state != "READY=1" {
		t.Errorf("at first: %s", state)
	}
	<-asked
	select {
	case state := <-heard:
		t.Errorf("while it hangs: %s", state)
	case <-time.After(20 * time.Millisecond):
	}
	cancel()
	hang <- true
	if state := <-heard; state != "WATCHDOG=1" {
		t.Errorf("alive again: %s", state)
	}
	// Whether it is asked once more before it sees the end is chance.
	for state := ""; state != "STOPPING=1"; {
		select {
		case <-asked:
			hang <- true
		case state = <-heard:
		}
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	t.Setenv("NOTIFY_SOCKET", "")
	if err := Supervised(ctx, func() { t.Error("asked") }); err != nil {
		t.Error(err)
	}
}
