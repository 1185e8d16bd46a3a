package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// The processors: one is the measured server's alone, the other has the store and the clients.
const (
	serverProcessor = "0"
	othersProcessor = "1"
)

// stopPatience is how long a process may take to end before it is killed.
const stopPatience = 20 * time.Second

// process is a running server.
type process struct {
	command *exec.Cmd
	log     *os.File
	ended   chan struct{}
	started time.Time
}

// canPin reports whether processes can be kept to a processor each.
func canPin() bool {
	_, err := exec.LookPath("taskset")
	return err == nil && runtime.NumCPU() > 1
}

// pinOthers keeps this process, and those that it starts, away from the server that is measured.
func pinOthers(ctx context.Context) error {
	if !canPin() {
		fmt.Fprintln(os.Stderr, "peers: taskset or a second processor is missing; servers, store and clients share the processors")
		return nil
	}
	output, err := exec.CommandContext(ctx, "taskset", "-a", "-c", "-p", othersProcessor, strconv.Itoa(os.Getpid())).CombinedOutput()
	if err != nil {
		return fmt.Errorf("pinning the clients: %w: %s", err, output)
	}
	runtime.GOMAXPROCS(1)
	return nil
}

// start starts a program on a processor. Its output goes to a file in the folder work. It outlives ctx: it is told to stop.
func start(ctx context.Context, work, name, processor, path string, arguments, environment []string) (*process, error) {
	log, err := os.OpenFile(filepath.Join(work, name+".log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the log of %s: %w", name, err)
	}
	if canPin() {
		arguments = append([]string{"-c", processor, path}, arguments...)
		path = "taskset"
	}
	command := exec.CommandContext(context.WithoutCancel(ctx), path, arguments...)
	command.Env, command.Stdout, command.Stderr = environment, log, log
	begun := &process{command: command, log: log, ended: make(chan struct{}), started: time.Now()}
	if err := command.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s: %w", name, err), log.Close())
	}
	go func() {
		defer close(begun.ended)
		_ = command.Wait() // how it ended is in its log
	}()
	return begun, nil
}

// stop ends the process and waits for its end.
func (p *process) stop() error {
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stopping a process: %w", err)
	}
	select {
	case <-p.ended:
	case <-time.After(stopPatience):
		if err := p.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("killing a process: %w", err)
		}
		<-p.ended
	}
	return p.log.Close()
}

// lastLines returns the end of what the process has written.
func (p *process) lastLines() string {
	const most = 2000
	written, err := os.ReadFile(p.log.Name())
	if err != nil {
		return err.Error()
	}
	return string(written[max(0, len(written)-most):])
}

// cpu returns the time that the process has used so far, of all its threads, in user and system mode.
func (p *process) cpu() (time.Duration, error) {
	const processTime = 2 // CPUCLOCK_SCHED: what the scheduler has counted
	var used unix.Timespec
	clock := int32(^p.command.Process.Pid<<3 | processTime)
	if err := unix.ClockGettime(clock, &used); err != nil {
		return 0, fmt.Errorf("reading the processor time of a process: %w", err)
	}
	return time.Duration(used.Nano()), nil
}

// memory returns a value of the process's status in bytes: VmRSS is what it has in memory, VmHWM the most that it ever had.
func (p *process) memory(field string) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("reading the memory of a process: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, field+":"); ok {
			kibibytes, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			return float64(kibibytes) * 1024, err
		}
	}
	return 0, fmt.Errorf("the status of a process has no %s", field)
}
