/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The cgroups of the current thread: `controller=/path`, each ended by NUL. */
#ifndef TSDIG_CGROUP_H
#define TSDIG_CGROUP_H

#include "user.h"

#define CGROUP_DEPTH 16
#define CGROUP_NAME_MAX 256
#define CGROUP_NAME_MASK 0x1ff

static __always_inline u64 parent_node(u64 node)
{
	struct kernfs_node___new *current = (void *)node;
	struct kernfs_node___old *old = (void *)node;
	if (bpf_core_field_exists(current->__parent))
		return (u64)BPF_CORE_READ(current, __parent);
	return (u64)BPF_CORE_READ(old, parent);
}

/* The path of a cgroup's node with its NUL. The names are found from the leaf up and written from the root down. */
__attribute__((noinline)) u32 put_cgroup_path(u32 cpu, u32 position, u64 node)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	u64 *nodes = (void *)s->work;
	u32 depth = 0, end = position;
	for (u32 i = 0; i < CGROUP_DEPTH; i++) {
		u64 parent = parent_node(node);
		if (!parent)
			break;
		nodes[i] = node;
		depth = i + 1;
		node = parent;
	}
	/* Lest the loop below were looked at once for each depth. */
	depth = forget(s, depth);
	for (u32 i = 0; i < CGROUP_DEPTH; i++) {
		if (i >= HIDDEN(depth))
			break;
		u64 next = nodes[(depth - 1 - i) & (CGROUP_DEPTH - 1)];
		*at(s, end) = '/';
		long length = bpf_probe_read_kernel_str(at(s, end + 1), CGROUP_NAME_MAX, BPF_CORE_READ((struct kernfs_node *)next, name));
		if (length <= 0)
			break;
		end += (u32)length & CGROUP_NAME_MASK;
	}
	if (end == position) {
		*at(s, end) = '/';
		end++;
	}
	*at(s, end) = 0;
	return end + 1 - position;
}

static __always_inline u64 cgroup_node(struct css_set *set, u32 id)
{
	struct cgroup_subsys_state *state = NULL;
	void *states = (void *)set + bpf_core_field_offset(struct css_set, subsys);
	bpf_probe_read_kernel(&state, sizeof(state), states + (id & 31) * sizeof(state));
	return state ? (u64)BPF_CORE_READ(state, cgroup, kn) : 0;
}

/* `name` is 8 bytes, padded with NULs, of which `length` count. */
static __always_inline u32 put_cgroup(struct scratch *s, u32 position, struct css_set *set, u32 id, const char *name, u32 length)
{
	u64 node = cgroup_node(set, id);
	if (!node)
		return 0;
	put_text(s, position, name, length);
	return length + put_cgroup_path(s->cpu, position + length, node);
}

#define PUT_CGROUP(controller, name, length)                                                                                             \
	if (bpf_core_enum_value_exists(enum cgroup_subsys_id, controller##_cgrp_id))                                                      \
		end += put_cgroup(s, end, set, bpf_core_enum_value(enum cgroup_subsys_id, controller##_cgrp_id), name, length);

__attribute__((noinline)) u32 put_cgroups(u32 cpu, u32 position)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	struct task_struct *task = (void *)bpf_get_current_task();
	struct css_set *set = BPF_CORE_READ(task, cgroups);
	u32 end = position;
	PUT_CGROUP(cpuset, "cpuset=\0", 7)
	PUT_CGROUP(cpu, "cpu=\0\0\0\0", 4)
	PUT_CGROUP(cpuacct, "cpuacct=", 8)
	PUT_CGROUP(io, "io=\0\0\0\0\0", 3)
	PUT_CGROUP(memory, "memory=\0", 7)
	return end - position;
}

#endif
