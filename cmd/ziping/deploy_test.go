package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.yaml.in/yaml/v3"

	"ziping/cmd/ziping/health"
	"ziping/cmd/ziping/office"
	"ziping/dialog/remind/calendar"
)

var metricName = regexp.MustCompile(`\bziping_[a-z_]+`)

// Alerts and dashboard ask for numbers that there are.
func TestAlertsAndDashboardAskForWhatIsThere(t *testing.T) {
	m := health.NewMeters(health.Build{})
	m.Called("sendMessage", 200, time.Second)
	m.Settled("text", time.Second)
	m.Recorded(1, time.Second)
	m.Sent("answer", time.Second)
	m.Built(true, time.Second)
	r, _ := testReadiness(t, time.Now)
	page := httptest.NewRecorder()
	health.Pages(r, m).ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	there := map[string]bool{}
	for _, name := range metricName.FindAllString(page.Body.String(), -1) {
		there[name] = true
	}
	var alerts struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations struct{ Summary, Action string }
			}
		}
	}
	if err := yaml.Unmarshal(read(t, "deploy/alerts.yaml"), &alerts); err != nil {
		t.Fatal(err)
	}
	rules := alerts.Groups[0].Rules
	if len(rules) < 6 {
		t.Errorf("only %d alerts", len(rules))
	}
	var asked []string
	for _, a := range rules {
		if a.Alert == "" || a.Annotations.Summary == "" || a.Annotations.Action == "" {
			t.Errorf("an alert does not say what it is about and what to do: %+v", a)
		}
		asked = append(asked, a.Expr)
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(read(t, "deploy/dashboard.json"), &board); err != nil {
		t.Fatal(err)
	}
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			asked = append(asked, target.Expr)
		}
	}
	for _, expr := range asked {
		for _, name := range metricName.FindAllString(expr, -1) {
			if !there[name] {
				t.Errorf("%s is not counted: %s", name, expr)
			}
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// testReadiness is that of a bot that does not run, on an empty store.
func testReadiness(t *testing.T, now func() time.Time) (r *health.Readiness, closeStore func() error) {
	t.Helper()
	s, err := openStorage(t.Context(), embedded(t), "", false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	have, err := (&config{scheme: office.DefaultScheme}).tables()
	if err != nil {
		t.Fatal(err)
	}
	o := &service{cfg: config{token: "1:x"}, storage: s, have: have, days: calendar.Official(), clock: now, meters: health.NewMeters(health.Build{})}
	b, err := o.bot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return &health.Readiness{Bot: b, Store: s.Store, Tables: have, Days: o.days, Started: now(), Now: now}, s.close
}

// A bot that Telegram has not answered for a while is not ready and says so, and neither is one
// whose store is away.
func TestReadinessNamesWhatIsAway(t *testing.T) {
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	r, closeStore := testReadiness(t, func() time.Time { return at })
	grades := func() map[string]health.Grade {
		g := map[string]health.Grade{}
		for _, f := range r.Findings(t.Context()) {
			if g[f.Check] != health.Fails {
				g[f.Check] = f.Grade
			}
		}
		return g
	}
	if g := grades(); g["telegram"] != health.Well || g["redis"] != health.Well {
		t.Errorf("at the start: %v", g)
	}
	at = at.Add(health.Silence + time.Second)
	if g := grades(); g["telegram"] != health.Fails {
		t.Errorf("after a silence: %v", g)
	}
	if _, err := r.Store.AddUnit(t.Context(), "某镇", 2024, "gone", 1, time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	at = at.Add(health.LookEvery + time.Second)
	if g := grades(); g["tables"] != health.Fails || g["workdays"] != health.Warns {
		t.Errorf("with a unit without a table: %v", g)
	}
	if err := closeStore(); err != nil {
		t.Fatal(err)
	}
	at = at.Add(health.LookEvery + time.Second)
	if g := grades(); g["redis"] != health.Fails {
		t.Errorf("without a store: %v", g)
	}
}

// The Redis of the compose file is started by its own words: it keeps everything, and wants the password.
func TestComposeStartsADurableRedis(t *testing.T) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs redis-server on PATH")
		}
		t.Skip("no redis-server on PATH")
	}
	var compose struct {
		Services map[string]struct{ Command []string }
	}
	if err := yaml.Unmarshal(read(t, "deploy/compose.yaml"), &compose); err != nil {
		t.Fatal(err)
	}
	command, dir := compose.Services["redis"].Command, t.TempDir()
	write(t, filepath.Join(dir, "redis-password"), "a-password\n")
	script := strings.NewReplacer("$$", "$", "/run/secrets", dir, "/tmp", dir).Replace(strings.TrimSpace(command[2]))
	socket := filepath.Join(dir, "s")
	server := exec.CommandContext(t.Context(), command[0], command[1], script+" --port 0 --unixsocket "+socket+" --dir "+dir)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Wait() }) // it is killed when the test's context ends, before
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: socket, Password: "a-password"})
	defer client.Close()
	for deadline := time.Now().Add(time.Minute); client.Ping(t.Context()).Err() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no Redis")
		}
	}
	for name, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction", "save": ""} {
		if got, err := client.ConfigGet(t.Context(), name).Result(); err != nil || got[name] != want {
			t.Errorf("%s is %q, %v", name, got[name], err)
		}
	}
	stranger := redis.NewClient(&redis.Options{Network: "unix", Addr: socket})
	defer stranger.Close()
	if stranger.Ping(t.Context()).Err() == nil {
		t.Error("no password is wanted")
	}
}

// The unit and the compose file say what the program relies on.
func TestDeployment(t *testing.T) {
	unit := string(read(t, "deploy/ziping.service"))
	for _, want := range []string{"SystemCallErrorNumber=EPERM", "Type=notify", "WatchdogSec=", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "StateDirectory=ziping", "LoadCredential=token:"} {
		if !strings.Contains(unit, "\n"+want) {
			t.Errorf("the unit has no %s", want)
		}
	}
	if verify, err := exec.LookPath("systemd-analyze"); err == nil {
		out, err := exec.CommandContext(t.Context(), verify, "verify", "deploy/ziping.service", "deploy/ziping-backup.service", "deploy/ziping-backup.timer").CombinedOutput()
		for line := range strings.Lines(string(out)) {
			if !strings.Contains(line, "/usr/local/bin/ziping is not executable") && !strings.Contains(line, "man ziping(1)") {
				t.Errorf("systemd-analyze: %s (%v)", line, err)
			}
		}
	}
	backups := string(read(t, "deploy/ziping-backup.service"))
	command := regexp.MustCompile(`ExecStart=/usr/local/bin/ziping backup -o (\S+) --keep \d+\n`).FindStringSubmatch(backups)
	if command == nil || !strings.Contains(backups, "StateDirectory=ziping "+strings.TrimPrefix(command[1], "/var/lib/")+"\n") {
		t.Errorf("the backups have no folder of their own: %q", command)
	}
	_, hardened, _ := strings.Cut(unit, "NoNewPrivileges=yes")
	hardened, _, _ = strings.Cut(hardened, "\n\n")
	if !strings.Contains(backups, hardened) {
		t.Error("the backup may do more than the service")
	}
	var compose struct {
		Services map[string]struct {
			Command  []string
			ReadOnly bool     `yaml:"read_only"`
			CapDrop  []string `yaml:"cap_drop"`
			Secrets  []string
		}
		Secrets map[string]struct{ File string }
	}
	if err := yaml.Unmarshal(read(t, "deploy/compose.yaml"), &compose); err != nil {
		t.Fatal(err)
	}
	redis := strings.Join(compose.Services["redis"].Command, " ")
	for _, want := range []string{"--appendonly yes", "--appendfsync always", "--maxmemory-policy noeviction"} {
		if !strings.Contains(redis, want) {
			t.Errorf("redis is not started with %s: %s", want, redis)
		}
	}
	for name, s := range compose.Services {
		if !s.ReadOnly || len(s.CapDrop) == 0 {
			t.Errorf("%s may write or do too much", name)
		}
		for _, secret := range s.Secrets {
			if compose.Secrets[secret].File == "" {
				t.Errorf("%s wants the secret %s, which is not there", name, secret)
			}
		}
	}
	if docker := string(read(t, "deploy/Dockerfile")); !strings.Contains(docker, "USER 65532") || !strings.Contains(docker, `"doctor", "--running"`) || !strings.Contains(docker, "CGO_ENABLED=0") {
		t.Error("the image is not static, not without root, or not watched")
	}
}

func TestVersion(t *testing.T) {
	code, out, _ := ziping(t, "--version")
	if _, same, _ := ziping(t, "version"); same != out {
		t.Errorf("version says %q", same)
	}
	if code != exitDone || !strings.HasPrefix(out, "ziping ") || strings.Count(out, "\n") != 1 || !strings.Contains(out, "go1.") {
		t.Errorf("exit %d: %q", code, out)
	}
}
