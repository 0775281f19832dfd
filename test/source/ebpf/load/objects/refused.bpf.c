// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Programs the kernel must refuse, each for another reason. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

char buffer[64];

SEC("raw_tp/sys_enter") int unbounded(struct bpf_raw_tracepoint_args *ctx)
{
	return buffer[ctx->args[1]];
}

SEC("?raw_tp/no_such_tracepoint") int no_raw_tracepoint(void *ctx)
{
	return 0;
}

SEC("?tp_btf/no_such_tracepoint") int no_typed_tracepoint(void *ctx)
{
	return 0;
}

SEC("?tp/raw_syscalls/no_such_tracepoint") int no_classic_tracepoint(void *ctx)
{
	return 0;
}

SEC("?kprobe/do_exit") int other_kind(void *ctx)
{
	return 0;
}
