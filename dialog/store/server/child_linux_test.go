//go:build linux

package server

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// helperFolder names the data folder for the process that TestParentIsKilled kills.
const helperFolder = "STORE_TEST_FOLDER"

// TestHelperParent is not a test: it is the other process of TestParentIsKilled.
func TestHelperParent(t *testing.T) {
	dir := os.Getenv(helperFolder)
	if dir == "" {
		return
	}
	c := startChild(t, dir)
	keep(t, c)
	fmt.Printf("server %d\n", c.pid(t, 0))
	time.Sleep(time.Minute) // until killed
}

// TestParentIsKilled: the server ends in order with the process that keeps it, however
// that one ends, and what was confirmed is there at the next start.
func TestParentIsKilled(t *testing.T) {
	needServer(t)
	dir := t.TempDir()
	parent := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHelperParent$")
	parent.Env = append(os.Environ(), helperFolder+"="+dir)
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	pid := 0
	for lines := bufio.NewScanner(out); pid == 0 && lines.Scan(); {
		if number, ok := strings.CutPrefix(lines.Text(), "server "); ok {
			if pid, err = strconv.Atoi(number); err != nil {
				t.Fatal(err)
			}
		}
	}
	if pid == 0 {
		t.Fatal("the other process started no server")
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // killed
	for i := 0; syscall.Kill(pid, 0) == nil && !isZombie(pid); i++ {
		if i == 1000 {
			t.Fatal("the server goes on")
		}
		time.Sleep(10 * time.Millisecond)
	}
	c := startChild(t, dir)
	defer closeChild(t, c)
	kept(t, c)
}

// isZombie reports whether a process has ended and nobody has asked for its status yet.
func isZombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	return strings.HasPrefix(rest, "Z")
}
