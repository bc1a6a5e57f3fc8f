package report

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// builds has a place for every document that may be typeset at once: one for each
// processor. More would not be ready sooner and each holds some 25 MB.
var builds = sync.OnceValue(func() chan struct{} { return make(chan struct{}, runtime.GOMAXPROCS(0)) })

// admit waits for a place; release gives it back.
func admit(ctx context.Context) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("排版前中止：%w", err)
	}
	select {
	case builds() <- struct{}{}:
		return func() { <-builds() }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("排版前中止：%w", ctx.Err())
	}
}
