// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Everything the linker has to put together: maps of several kinds, global variables, subprograms that call each other, global
 * and hidden functions, a callback, several programs in one section.
 */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual MIT/GPL";

struct pair {
	__u64 calls;
	__u32 last, padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct pair);
	__uint(map_flags, BPF_F_MMAPABLE);
} pairs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u64);
	__type(value, __u32);
} hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__uint(value_size, 12);
} per_cpu SEC(".maps");

/* A call to a number no kernel knows wakes the programs: the test makes it and nobody else does. */
const volatile __u32 wanted_call = 0xffffffff;
const volatile __u16 short_constant = 3;
__u64 started = 40;
__u64 counted;
static volatile __u32 hidden_counter;

static __noinline __u64 leaf(__u64 x)
{
	hidden_counter++;
	return x * 3;
}

static __noinline __u64 branch(__u64 x)
{
	return leaf(x) + leaf(x + 1);
}

__noinline int global_function(__u32 index)
{
	__u32 key = index & 3;
	struct pair *pair = bpf_map_lookup_elem(&pairs, &key);
	if (!pair)
		return 0;
	pair->calls++;
	pair->last = (__u32)branch(index);
	return pair->last;
}

__attribute__((visibility("hidden"))) __noinline int hidden_function(__u64 *where)
{
	*where += short_constant;
	return 1;
}

static long each(__u32 index, void *context)
{
	counted += index;
	return index >= *(__u32 *)context;
}

SEC("raw_tp/sys_enter") int calls(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 key = 7, local = 0;
	__u32 limit = 9, zero = 0, value;
	__u32 *slot;
	if ((__u32)ctx->args[1] != wanted_call)
		return 0;
	value = global_function(1) + hidden_function(&local);
	bpf_map_update_elem(&hash, &key, &value, BPF_ANY);
	started += local;
	slot = bpf_map_lookup_elem(&per_cpu, &zero);
	if (slot)
		*slot += 1;
	bpf_loop(10, each, &limit, 0);
	return 0;
}

SEC("raw_tp/sys_enter") int second(struct bpf_raw_tracepoint_args *ctx)
{
	if ((__u32)ctx->args[1] != wanted_call)
		return 0;
	return global_function(2) + (int)leaf(5);
}

SEC("tp_btf/sys_exit") int typed(__u64 *ctx)
{
	if (*(volatile __u32 *)&wanted_call == 0)
		return global_function(3);
	return 0;
}

struct classic_record {
	__u64 common;
	__s32 id;
};
SEC("tp/raw_syscalls/sys_enter") int classic(struct classic_record *record)
{
	if ((__u32)record->id == wanted_call)
		global_function(0);
	return 0;
}
