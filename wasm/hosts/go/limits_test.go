// What ends a call: limits of memory and time. And that nothing grows with the number of calls.
package agentrender

import (
	"context"
	"errors"
	"regexp"
	"testing"
	"time"
)

func TestManyRendersDoNotGrow(t *testing.T) {
	renderer := open(t, WithIdle(1))
	size := uint32(0)
	for i := range 10000 {
		result, err := renderer.Render(context.Background(), Source{Name: "a.yaml", Text: agent})
		if err != nil || result.Rendered != 1 {
			t.Fatal(err, result)
		}
		now := renderer.plain.idle[0].module.Memory().Size()
		if i == 10 {
			size = now
		} else if i > 10 && now != size {
			t.Fatalf("after %d renders the memory grew from %d to %d bytes", i+1, size, now)
		}
	}
}

// What ends at the module's own limit, at that of the instance, and at that of time, in turns.
func TestHostileRendersGiveTheirMemoryBack(t *testing.T) {
	large := Source{Name: "large.yaml", Text: agents(20000)}
	renderer, small := open(t), open(t, WithMemoryLimit(6<<20))
	before := 0
	for i := range 100 {
		if i == 10 {
			before = peak(t)
		}
		switch i % 5 {
		case 0:
			result, err := renderer.Render(context.Background(), large)
			if err != nil || result.Problems[0].Code != "AR0102" {
				t.Fatal(err, result)
			}
		case 1, 2:
			if _, err := small.Render(context.Background(), large); !errors.Is(err, ErrMemory) {
				t.Fatal(err)
			}
		default:
			ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
			if _, err := renderer.Render(ctx, large); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal(err)
			}
			cancel()
		}
	}
	// One instance that stayed would be 100 MiB.
	if after := peak(t); after > before+(128<<10) {
		t.Errorf("%d KiB became %d", before, after)
	}
}

func TestDeadlineStopsTheModule(t *testing.T) {
	renderer := open(t)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	large := Source{Name: "large.yaml", Text: agents(20000)}
	begin := time.Now()
	_, err := renderer.Render(ctx, large)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("after %v: %v", time.Since(begin), err)
	}
	result, err := renderer.Render(context.Background(), Source{Name: "a.yaml", Text: agent})
	if err != nil || result.Rendered != 1 {
		t.Fatalf("the next call must work: %v", err)
	}
	canceled, stop := context.WithCancel(context.Background())
	go func() { time.Sleep(30 * time.Millisecond); stop() }()
	if _, err := renderer.Render(canceled, large); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestMemoryLimit(t *testing.T) {
	renderer := open(t, WithMemoryLimit(8<<20))
	for _, n := range []int{5000, 100000} {
		result, err := renderer.Render(context.Background(), Source{Name: "large.yaml", Text: agents(n)})
		// The module itself says so where it can; else its memory ends.
		said := err == nil && len(result.Problems) > 0 && result.Problems[0].Code == "AR0102"
		if !said && !errors.Is(err, ErrMemory) {
			t.Fatalf("%d agents: %v", n, err)
		}
		result, err = renderer.Render(context.Background(), Source{Name: "a.yaml", Text: agent})
		if err != nil || result.Rendered != 1 {
			t.Fatalf("the next call must work: %v", err)
		}
	}
}

func TestWrongLimits(t *testing.T) {
	for limit, expected := range map[uint64]string{
		0:         "needs at least [0-9]+ KiB to start, and WithMemoryLimit allows 0 KiB",
		1:         "needs at least [0-9]+ KiB to start, and WithMemoryLimit allows 64 KiB",
		1 << 20:   "needs at least [0-9]+ KiB to start, and WithMemoryLimit allows 1024 KiB",
		4<<30 + 1: "expected at most 4 GiB",
		1 << 63:   "expected at most 4 GiB",
	} {
		for _, dir := range []string{"", t.TempDir()} {
			renderer, err := New(context.Background(), WithMemoryLimit(limit), WithCacheDir(dir))
			if err == nil {
				_ = renderer.Close(context.Background())
				t.Fatalf("%d bytes: expected an error", limit)
			}
			if !regexp.MustCompile(expected).MatchString(err.Error()) || errors.Is(err, ErrMemory) != (limit < 4<<30) {
				t.Errorf("%d bytes: %v", limit, err)
			}
		}
	}
}
