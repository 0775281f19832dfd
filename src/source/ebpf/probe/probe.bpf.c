/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The program in the kernel. Every syscall passes `sys_enter` and `sys_exit`; a table says which event it becomes there and where each
 * parameter comes from, and the record in the ring is that event as a capture file holds it.
 *
 * Births and new images of processes need no program of their own: a clone, fork or exec passes sys_exit on both sides (the child with
 * result 0), where all facts are at hand. Death does: a thread that is killed leaves no syscall.
 *
 * The tracer's own threads are never recorded, or printing would feed it. Process ids are those of the host; a tracer in a container
 * does not know its own, so it makes a call that only it can make and the probe learns the id from it. Until then nothing is recorded.
 */
#include "record.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

#define TS_COMPAT 2
#define USER32_CS 0x23
#define NR_RT_SIGRETURN 15
#define NR_EXECVE 59
#define NR_GETPID 39
#define EVENT_PROCEXIT 186
#define PROCEXIT_PARAMS 4

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

static __always_inline void identify(struct pt_regs *regs, long number, u32 pid)
{
	if (number == NR_GETPID && (u32)regs->di == config.token_low && (u32)regs->si == config.token_high)
		config.self = pid;
}

/* An exec from 64 to 32 bits leaves as a 32-bit task with the number it came with. */
static __always_inline u32 table_index(long number, bool compat)
{
	u32 index = number < 0 || number >= SYSCALL_COUNT ? SYSCALL_COUNT - 1 : (u32)number;
	return compat && number != NR_EXECVE ? index + SYSCALL_COUNT : index;
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

static __always_inline int on_syscall(struct pt_regs *regs, long number, long result, bool leaving)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(regs);
	u32 self = config.self;
	if (who.pid == self) {
		n->own++;
		return 0;
	}
	if (!self) {
		identify(regs, number, who.pid);
		return 0;
	}
	n->seen++;
	u32 index = table_index(number, who.compat);
	struct syscall_entry *entry = bpf_map_lookup_elem(&syscalls, &index);
	if (!entry)
		return lost(n);
	u8 flags = entry->flags[leaving];
	if (!(flags & EVENT_EMIT)) {
		n->filtered++;
		return 0;
	}
	u32 filter = config.filter;
	if (filter && !(flags & EVENT_STATE) && filtered(filter, who, result, leaving)) {
		n->filtered++;
		return 0;
	}
	u32 event_index = entry->event[leaving];
	struct event_spec *event = bpf_map_lookup_elem(&events, &event_index);
	struct scratch *s = scratch_of(cpu);
	if (!event || !s)
		return lost(n);
	s->cpu = cpu;
	u64 *reg = s->registers;
	reg[0] = regs->di;
	reg[1] = regs->si;
	reg[2] = regs->dx;
	reg[3] = regs->r10;
	reg[4] = regs->r8;
	reg[5] = regs->r9;
	reg[REG_RESULT] = result;
	reg[REG_NUMBER] = number;
	reg[REG_CODE] = entry->code;
	reg[REG_ZERO] = 0;
	record_event(s, n, event, who.tid);
	return 0;
}

SEC("tp_btf/sys_enter") int enter(u64 *ctx)
{
	return on_syscall((struct pt_regs *)ctx[0], (long)ctx[1], 0, false);
}

SEC("tp_btf/sys_exit") int leave(u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	long number = (long)regs->orig_ax;
	/* The end of a signal handler leaves none, lest the call it interrupted were restarted. */
	return on_syscall(regs, number == -1 ? NR_RT_SIGRETURN : number, (long)ctx[1], true);
}

/* wait(2)'s status: exit code in the second byte, signal and core flag in the first. */
SEC("raw_tp/sched_process_exit") int thread_exit(struct bpf_raw_tracepoint_args *ctx)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	u64 ids = bpf_get_current_pid_tgid();
	u32 self = config.self;
	if (!self)
		return 0;
	if (ids >> 32 == self) {
		n->own++;
		return 0;
	}
	n->seen++;
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return lost(n);
	s->cpu = cpu;
	u32 status = BPF_CORE_READ((struct task_struct *)ctx->args[0], exit_code);
	u32 end = LENGTHS_AT + 2 * PROCEXIT_PARAMS;
	u8 signal = status & 0x7f;
	put_param_length(s, 0, 8);
	put_param_length(s, 1, 8);
	put_param_length(s, 2, 1);
	put_param_length(s, 3, 1);
	*(s64 *)at(s, end) = (s32)status;
	*(s64 *)at(s, end + 8) = (status >> 8) & 0xff;
	*at(s, end + 16) = signal;
	*at(s, end + 17) = (status & 0x80) != 0;
	submit(s, n, end + 18, EVENT_PROCEXIT, PROCEXIT_PARAMS, (u32)ids);
	return 0;
}
