package store

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"ziping/dialog/store/server"
)

// freePort returns a port of the loopback interface that was free a moment ago.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// startCluster starts three masters and returns the cluster's address.
func startCluster(t *testing.T) string {
	t.Helper()
	needServer(t)
	binary, err := server.Find()
	if err != nil {
		t.Fatal(err)
	}
	var addrs []string
	var nodes []*redis.Client
	for i := range 3 {
		port, bus := freePort(t), freePort(t)
		cmd := exec.Command(binary, "--port", strconv.Itoa(port), "--cluster-port", strconv.Itoa(bus), "--bind", "127.0.0.1",
			"--cluster-enabled", "yes", "--save", "", "--dir", t.TempDir(), "--cluster-announce-ip", "127.0.0.1")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Signal(syscall.SIGTERM)
			_ = cmd.Wait() // ends by the signal
		})
		addr := fmt.Sprintf("127.0.0.1:%d", port)
		node := redis.NewClient(&redis.Options{Addr: addr, MaxRetries: 20, Protocol: 2, DisableIdentity: true})
		t.Cleanup(func() { _ = node.Close() })
		if err := node.ClusterAddSlotsRange(t.Context(), i*16384/3, (i+1)*16384/3-1).Err(); err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			if err := node.Do(t.Context(), "cluster", "meet", "127.0.0.1", strings.Split(addrs[0], ":")[1], clusterBus(t, nodes[0])).Err(); err != nil {
				t.Fatal(err)
			}
		}
		addrs, nodes = append(addrs, addr), append(nodes, node)
	}
	for _, node := range nodes {
		waitForCluster(t, node)
	}
	return "redis+cluster://" + strings.Join(addrs, ",")
}

// clusterBus is the port on which a node talks to others.
func clusterBus(t *testing.T, node *redis.Client) string {
	t.Helper()
	self, err := node.ClusterNodes(t.Context()).Result()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(self, "@")
	return rest[:strings.IndexAny(rest, ", ")]
}

func waitForCluster(t *testing.T, node *redis.Client) {
	t.Helper()
	for range 3000 {
		info, err := node.ClusterInfo(t.Context()).Result()
		if err == nil && strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:3") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the cluster does not come up")
}

// TestCluster does everything on three masters and compares with a backup's round trip.
func TestCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("starts three servers")
	}
	w := &world{tb: t, clock: &clock{t: start}, url: startCluster(t)}
	w.Store = w.open(w.dial(nil))
	exercise(w)
	for i := range 30 {
		w.unit(fmt.Sprintf("第%d镇", i), 2)
	}
	if all, err := w.Units(t.Context()); err != nil || len(all) != 31 {
		t.Errorf("%d units, %v", len(all), err)
	}
	if all, err := w.Memberships(t.Context(), 1); err != nil || len(all) != 31 {
		t.Errorf("%d memberships, %v", len(all), err)
	}
	backup := w.backup()
	err := w.client.(*redis.ClusterClient).ForEachMaster(t.Context(), func(ctx context.Context, c *redis.Client) error {
		return c.FlushAll(ctx).Err()
	})
	w.must(err)
	w.must(w.Restore(t.Context(), strings.NewReader(backup), false))
	if diff := cmp.Diff(content(backup), content(w.backup())); diff != "" {
		t.Error(diff)
	}
	if got := w.claim(100); len(got) == 0 {
		t.Error("nothing to send")
	}
}
