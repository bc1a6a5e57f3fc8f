package bot

import (
	"fmt"
	"runtime"
)

// panicked makes an error of a recovered panic. The panic's value is repeated only when the
// runtime made it; any other may hold what a person wrote.
func panicked(r any) error {
	if err, ok := r.(runtime.Error); ok {
		return fmt.Errorf("panic: %w", err)
	}
	return fmt.Errorf("panic with a %T", r)
}
