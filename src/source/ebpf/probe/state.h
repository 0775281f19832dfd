/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What the programs share with user space and with each other: tables, configuration, counters, the ring, working memory. */
#ifndef TSDIG_STATE_H
#define TSDIG_STATE_H

#include "spec.h"

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

/*
 * A record is built at a position of `buffer`, which is masked before each use: the verifier must see that it stays inside, and Linux 6.1
 * forgets the bounds of a comparison. Positions stay below the mask by construction: fixed parameters, at most one payload of up to
 * PAYLOAD_MAX bytes, or argv, environment and cgroups of up to 4 KiB each.
 */
#define POSITION_MASK 0x1ffff
#define PAYLOAD_MASK 0xffff
#define PAYLOAD_MAX PAYLOAD_MASK
/* Longest text with its NUL, and its mask. */
#define TEXT_MAX 4096
#define TEXT_MASK 0x1fff
#define AREA_MASK 0xfff
#define WORK_BYTES 4096
#define CPU_MAX 1024

struct config {
	/* Added to the boot clock to get ns since the epoch. */
	u64 epoch_offset;
	/* Process id of the tracer as the host sees it: 0 until it has said so (see `identify`). */
	u32 self;
	/* Arguments of the getpid call by which it says so. */
	u32 token_low, token_high;
	/* Bytes of payload to record, at most PAYLOAD_MAX. */
	u32 snaplen;
	/* FILTER_*: which of the values below must be met by events without EVENT_STATE. */
	u32 filter;
	u32 pid;
	u32 tid;
	u32 uid;
	u64 cgroup;
	u64 comm[2];
	/* Set when the tracer has said who it is, taken back by it at the end: nothing is recorded before or after. */
	u32 recording;
	/* Process id of a process that works for the tracer, left out as the tracer is; NO_PROCESS where there is none. */
	u32 helper;
	/* SILENT_*: events nobody wants at the moment, though their programs are attached. */
	u32 silent;
	u32 reserved;
	/* Where the times of verdicts and changes begin, on the boot clock. */
	u64 verdict_base;
};

#define NO_PROCESS 0xffffffff

enum {
	SILENT_SWITCH = 1,
};

enum {
	FILTER_PID = 1,
	FILTER_TID = 2,
	FILTER_UID = 4,
	FILTER_COMM = 8,
	FILTER_CGROUP = 16,
	FILTER_FAILED = 32,
	FILTER_VERDICT = 64,
};

/*
 * What user space has found of threads, and when they changed, both by the low bits of the thread's id. A verdict says that nothing a
 * thread does can pass the filter as long as it is who it was at that time: the thread's id in the low bits, the time above, 0 for none.
 * It holds while the time is not before that of the thread's last change. Threads that share a place only make each other's verdicts
 * void. One word each, so that neither side ever sees half of one.
 */
#define VERDICT_SLOTS 32768
#define VERDICT_TID_BITS 22
/* Times are in units of 4096 ns: 42 bits are 208 days. */
#define VERDICT_UNIT_SHIFT 12

/*
 * One line of these a CPU. An event is counted in `seen` and then in exactly one of the three after it; events of the tracer's own
 * threads only in `own`. Programs do not migrate or interrupt each other, so plain additions are exact.
 */
struct counters {
	u64 seen, delivered, filtered, dropped, own;
	/* Parameters left empty because user memory could not be read. */
	u64 unreadable;
	/* How many of the dropped were made known by a pair of drop events. */
	u64 announced;
	u64 reserved;
};

struct config config;
u64 verdicts[VERDICT_SLOTS];
u64 changes[VERDICT_SLOTS];
/* The last is the sampler's, which can be interrupted and so must not count where others do. */
struct counters counters[CPU_MAX + 1];
#define SAMPLER CPU_MAX

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, TABLE_COUNT);
	__type(key, u32);
	__type(value, struct syscall_entry);
} syscalls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, TABLE_COUNT);
	__type(key, u32);
	__type(value, struct event_spec);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, FLAG_TABLE_COUNT);
	__type(key, u32);
	__type(value, struct flag_table);
} flag_tables SEC(".maps");

/* User space sets the size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
} ring SEC(".maps");

struct scratch {
	u8 buffer[POSITION_MASK + 1 + PAYLOAD_MASK + 1];
	u64 registers[REG_COUNT];
	/* A socket address from user memory; room for the mask of its length. */
	u8 address[256];
	u8 work[2 * WORK_BYTES];
	/* Bytes of argv after argv[0], which SOURCE_EXE has already put behind it. */
	u32 argument_bytes;
	u32 cpu;
	/* All bits set where the current call's numbers and pointers in memory have 64 bits, none where they have 32. */
	u64 wide;
	/* See forget(). */
	u32 forgotten;
	u32 reserved;
};

/* One element a CPU (user space sets the number), for the value of a per-CPU map may not be larger than 32 KiB. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct scratch);
} scratches SEC(".maps");

/*
 * Two helps for the verifier of Linux 6.1. It forgets the bounds that a comparison gave a length, so BOUNDED masks a value that is not
 * above the mask anyway. And it does not decide a comparison of a known loop variable with an unknown limit, so a loop must also end by
 * a constant. HIDDEN keeps the compiler from finding out that the mask or the constant does nothing.
 */
#define HIDDEN(value)                                                                                                                     \
	({                                                                                                                                \
		u32 hidden_ = (value);                                                                                                    \
		asm volatile("" : "+r"(hidden_));                                                                                         \
		hidden_;                                                                                                                  \
	})
#define BOUNDED(value, mask) (HIDDEN(value) & (mask))

static __always_inline struct scratch *scratch_of(u32 cpu)
{
	return bpf_map_lookup_elem(&scratches, &cpu);
}

static __always_inline u8 *at(struct scratch *s, u32 position)
{
	return &s->buffer[position & POSITION_MASK];
}

/*
 * The value, of which the verifier then knows nothing: after a branch that changed it, it has one state to follow instead of two, each time
 * round a loop.
 */
static __always_inline u32 forget(struct scratch *s, u32 value)
{
	volatile u32 *place = &s->forgotten;
	*place = value;
	return *place;
}

/* Whether a process is the tracer, or works for it: what it does would be events about the tracer, each of which makes it work. */
static __always_inline bool is_own(u32 pid)
{
	return pid == config.self || pid == config.helper;
}

static __always_inline struct counters *counters_of(u32 cpu)
{
	return &counters[cpu & (CPU_MAX - 1)];
}

#endif
