/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Who is running, and whether anybody asked for what it does. */
#ifndef TSDIG_WHO_H
#define TSDIG_WHO_H

#include "state.h"

#define TS_COMPAT 2
#define USER32_CS 0x23

struct current {
	u32 tid, pid;
	bool compat;
};

/* The typed pointer of newer kernels is read directly; before Linux 5.11 helpers must do, and a 32-bit task is known by its code segment. */
static __always_inline struct current current_thread(struct pt_regs *regs)
{
	struct current c;
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf)) {
		struct task_struct *task = bpf_get_current_task_btf();
		c.tid = task->pid;
		c.pid = task->tgid;
		c.compat = task->thread_info.status & TS_COMPAT;
	} else {
		u64 ids = bpf_get_current_pid_tgid();
		c.tid = (u32)ids;
		c.pid = ids >> 32;
		c.compat = regs && regs->cs == USER32_CS;
	}
	return c;
}

static __always_inline bool filtered(u32 filter, struct current who, long result, bool leaving)
{
	if ((filter & FILTER_PID) && who.pid != config.pid)
		return true;
	if ((filter & FILTER_TID) && who.tid != config.tid)
		return true;
	if ((filter & FILTER_FAILED) && (!leaving || result >= 0))
		return true;
	if ((filter & FILTER_UID) && (u32)bpf_get_current_uid_gid() != config.uid)
		return true;
	if ((filter & FILTER_CGROUP) && bpf_get_current_cgroup_id() != config.cgroup)
		return true;
	if (filter & FILTER_COMM) {
		u64 comm[2] = {};
		bpf_get_current_comm(comm, sizeof(comm));
		if (comm[0] != config.comm[0] || comm[1] != config.comm[1])
			return true;
	}
	return false;
}

/* For what cannot happen while the tables are as user space makes them: should it, the counters still add up. */
static __always_inline int lost(struct counters *n)
{
	n->dropped++;
	return 0;
}

#endif
