package config

import (
	"errors"
	"fmt"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memoryShare is how much of the cgroup's memory the Go runtime keeps within. The rest is for what it does not count, such
// as the pages of the embedded store's file.
const memoryShare = 0.9

// LimitMemory has the Go runtime keep within the memory that the cgroup of the process allows, as in a container: the
// garbage collector works harder then, before the kernel ends the process. GOMEMLIMIT wins when it is set. Where there is
// no cgroup, or no limit in it, nothing changes.
func LimitMemory() error { return limitMemory(memlimit.FromCgroup) }

func limitMemory(provider memlimit.Provider) error {
	_, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(provider))
	if err == nil || errors.Is(err, memlimit.ErrNoCgroup) || errors.Is(err, memlimit.ErrCgroupsNotSupported) {
		return nil
	}
	return fmt.Errorf("reading the memory limit of the cgroup: %w", err)
}
