// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks for a value of the kernel's configuration, which the loader does not give. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

extern int LINUX_KERNEL_VERSION __kconfig;

SEC("raw_tp/sys_enter") int uses_extern(void *ctx)
{
	return LINUX_KERNEL_VERSION;
}
