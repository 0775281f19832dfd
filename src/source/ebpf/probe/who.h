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

/* Whether user space has found that nothing of what this thread does can pass. The idle threads have no id of their own. */
static __always_inline bool is_rejected(u32 tid)
{
	u32 slot = tid & (VERDICT_SLOTS - 1);
	u64 verdict = verdicts[slot];
	return tid && (verdict & ((1u << VERDICT_TID_BITS) - 1)) == tid && verdict >> VERDICT_TID_BITS >= changes[slot];
}

/*
 * The thread is not who it was: verdicts up to now are void. To be called before the event of the change gets its time, and after: user
 * space looks at an event 2 ms later at the earliest, so that no verdict can come between.
 */
static __always_inline void note_change(u32 tid)
{
	u32 slot = tid & (VERDICT_SLOTS - 1);
	u64 now = ((bpf_ktime_get_boot_ns() - config.verdict_base) >> VERDICT_UNIT_SHIFT) + 1;
	if (changes[slot] < now)
		changes[slot] = now;
}

static __always_inline bool filtered(u32 filter, struct current who, long result, bool leaving)
{
	if ((filter & FILTER_PID) && who.pid != config.pid)
		return true;
	if ((filter & FILTER_TID) && who.tid != config.tid)
		return true;
	if ((filter & FILTER_VERDICT) && is_rejected(who.tid))
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
