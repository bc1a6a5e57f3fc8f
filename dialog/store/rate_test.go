package store

import "testing"

// The bucket gives what lies ready and says when there is more.
func TestDraw(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		drawn, wait, err := w.Draw(t.Context(), 0.01, 5, 3)
		if drawn != 3 || wait != 0 || err != nil {
			t.Errorf("drew %d, wait %v, %v", drawn, wait, err)
		}
		if drawn, _, err = w.Draw(t.Context(), 0.01, 5, 3); drawn != 2 || err != nil {
			t.Errorf("drew %d of the rest, %v", drawn, err)
		}
		drawn, wait, err = w.Draw(t.Context(), 0.01, 5, 1)
		if drawn != 0 || wait.Seconds() < 50 || wait.Seconds() > 100 || err != nil {
			t.Errorf("an empty bucket: %d, wait %v, %v", drawn, wait, err)
		}
		if drawn, _, err = w.Draw(t.Context(), 1e9, 5, 9); drawn != 5 || err != nil {
			t.Errorf("after a refill: %d, %v", drawn, err)
		}
	})
}
