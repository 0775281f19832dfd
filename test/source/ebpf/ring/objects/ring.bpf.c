// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Writes one numbered record of changing length into a ring for each call of a number no kernel knows. Every seventh call also
 * leaves a discarded record. What does not fit is counted.
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define LONGEST 1024

struct counters {
	__u64 seen, sent, dropped;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, struct counters);
	__uint(map_flags, BPF_F_MMAPABLE);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8[2 * LONGEST]);
} scratch SEC(".maps");

const volatile __u32 wanted_call = 0xffffffff;

SEC("raw_tp/sys_enter") int number(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 zero = 0, one = 1;
	__u64 length;
	struct counters *count;
	__u64 *record;
	void *discarded;

	if ((__u32)ctx->args[1] != wanted_call)
		return 0;
	count = bpf_map_lookup_elem(&counters, &one);
	record = bpf_map_lookup_elem(&scratch, &zero);
	if (!count || !record)
		return 0;
	if (count->seen % 7 == 0) {
		discarded = bpf_ringbuf_reserve(&ring, 40, 0);
		if (discarded)
			bpf_ringbuf_discard(discarded, BPF_RB_NO_WAKEUP);
	}
	/* 16 to 1023 bytes: the number twice, then whatever is in the buffer. */
	length = 16 + ((count->seen * 37) & (LONGEST - 32));
	record[0] = count->seen;
	record[1] = ~count->seen;
	count->seen++;
	if (bpf_ringbuf_output(&ring, record, length & (LONGEST - 1), BPF_RB_NO_WAKEUP))
		count->dropped++;
	else
		count->sent++;
	return 0;
}
