/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Events that are no syscalls: the death of a thread, task switches, signals, page faults and samples of CPU time. Each has a program of
 * its own, which user space loads only where somebody may want its events. They neither read user memory nor use the scratch.
 */
#ifndef TSDIG_TRACEPOINT_H
#define TSDIG_TRACEPOINT_H

#include "record.h"
#include "task.h"
#include "who.h"

#define EVENT_SWITCH 152
#define EVENT_PROCEXIT 186
#define EVENT_SIGNAL 232
#define EVENT_PROCINFO 234
#define EVENT_PAGE_FAULT 290

/* asm-generic/signal.h, asm-generic/siginfo.h: numbers and layout are part of the kernel's interface to programs */
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGKILL 9
#define SIGTERM 15
#define SIGCHLD 17
#define SIGTSTP 20
#define SIGRTMIN 32
#define SI_CODE_AT 8
#define SI_PID_AT 16

/* Bits of a page fault's error code (arch/x86/include/asm/trap_pf.h): the first three are given as one of two flags each. */
#define PF_PAIRS 3
#define PF_REST_AT 3
#define PF_REST 3

/* linux/sched.h */
#define PF_EXITING 4

#define NS_PER_TICK 10000000ull

/* The bookkeeping all of these begin with: false when the event is to be left out. */
static __always_inline bool is_wanted(struct counters *n, struct current who, bool is_state)
{
	if (!config.recording)
		return false;
	if (is_own(who.pid)) {
		n->own++;
		return false;
	}
	n->seen++;
	if (!is_state && config.filter && filtered(config.filter, who, 0, false)) {
		n->filtered++;
		return false;
	}
	return true;
}

/* Begins the event's block, counting it whether there is room or not. */
static __always_inline u8 *begin_event(struct counters *n, u32 cpu, u32 end, u16 type, u32 count, u32 tid)
{
	announce_loss(n, cpu, tid);
	u8 *block = begin_block(end, cpu, type, count, tid);
	if (block)
		n->delivered++;
	else
		n->dropped++;
	return block;
}

static __always_inline void set_length(u8 *block, u32 index, u16 length)
{
	*(u16 *)(block + LENGTHS_AT + 2 * index) = length;
}

/* wait(2)'s status: exit code in the second byte, signal and core flag in the first. */
SEC("raw_tp/sched_process_exit") int thread_exit(struct bpf_raw_tracepoint_args *ctx)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(NULL);
	if (!is_wanted(n, who, true))
		return 0;
	/* Whoever gets its id is somebody else. Nothing of the thread itself follows. */
	if (config.filter & FILTER_VERDICT)
		note_change(who.tid);
	u8 *block = begin_event(n, cpu, PARAMS_AT(4) + 18, EVENT_PROCEXIT, 4, who.tid);
	if (!block)
		return 0;
	u32 status = BPF_CORE_READ((struct task_struct *)ctx->args[0], exit_code);
	u8 *params = block + PARAMS_AT(4);
	set_length(block, 0, 8);
	set_length(block, 1, 8);
	set_length(block, 2, 1);
	set_length(block, 3, 1);
	*(s64 *)params = (s32)status;
	*(s64 *)(params + 8) = (status >> 8) & 0xff;
	params[16] = status & 0x7f;
	params[17] = (status & 0x80) != 0;
	end_block(block);
	return 0;
}

/* The thread that leaves the CPU, with its memory, and the id of the one that comes. */
SEC("tp_btf/sched_switch") int task_switch(u64 *ctx)
{
	struct task_struct *prev = (void *)ctx[1], *next = (void *)ctx[2];
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = {.tid = prev->pid, .pid = prev->tgid};
	if (config.silent & SILENT_SWITCH)
		return 0;
	/* Turns of the tracer are its own events, whoever had the CPU before. */
	if (config.recording && is_own(next->tgid)) {
		n->own++;
		return 0;
	}
	/* Behind its death a thread has no events, lest it came to life again in the tables of readers. */
	if ((prev->flags & PF_EXITING) || !is_wanted(n, who, false))
		return 0;
	u8 *block = begin_event(n, cpu, PARAMS_AT(6) + 36, EVENT_SWITCH, 6, who.tid);
	if (!block)
		return 0;
	struct mm_struct *mm = prev->mm;
	u32 size = 0, resident = 0, swapped = 0;
	if (mm) {
		size = mm->total_vm * PAGE_KIB;
		resident = resident_kib(mm);
		swapped = MEMORY_COUNTER(mm, MM_SWAPENTS) * PAGE_KIB;
	}
	u8 *params = block + PARAMS_AT(6);
	set_length(block, 0, 8);
	set_length(block, 1, 8);
	set_length(block, 2, 8);
	set_length(block, 3, 4);
	set_length(block, 4, 4);
	set_length(block, 5, 4);
	*(s64 *)params = next->pid;
	*(u64 *)(params + 8) = prev->maj_flt;
	*(u64 *)(params + 16) = prev->min_flt;
	*(u32 *)(params + 24) = size;
	*(u32 *)(params + 28) = resident;
	*(u32 *)(params + 32) = swapped;
	end_block(block);
	return 0;
}

/* Who sent a signal, of those that say so; 0 for the kernel. */
static __always_inline u32 sender(u32 signal, void *info)
{
	s32 code = 0;
	u32 pid = 0;
	bpf_probe_read_kernel(&code, sizeof(code), info + SI_CODE_AT);
	bpf_probe_read_kernel(&pid, sizeof(pid), info + SI_PID_AT);
	if (signal == SIGKILL || signal == SIGCHLD || signal >= SIGRTMIN)
		return pid;
	bool may_come_from_terminal = signal == SIGHUP || signal == SIGINT || signal == SIGQUIT || signal == SIGTERM || signal == SIGTSTP;
	return may_come_from_terminal && code <= 0 ? pid : 0;
}

SEC("tp_btf/signal_deliver") int signal_delivered(u64 *ctx)
{
	u32 signal = (u32)ctx[0];
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(NULL);
	if (!is_wanted(n, who, false))
		return 0;
	u8 *block = begin_event(n, cpu, PARAMS_AT(3) + 17, EVENT_SIGNAL, 3, who.tid);
	if (!block)
		return 0;
	u8 *params = block + PARAMS_AT(3);
	set_length(block, 0, 8);
	set_length(block, 1, 8);
	set_length(block, 2, 1);
	*(s64 *)params = sender(signal, (void *)ctx[1]);
	*(s64 *)(params + 8) = who.tid;
	params[16] = (u8)signal;
	end_block(block);
	return 0;
}

/* Arguments: address, registers, error code. */
static __always_inline int on_page_fault(u64 *ctx)
{
	struct pt_regs *regs = (void *)ctx[1];
	u32 error = (u32)ctx[2], flags = 0;
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(NULL);
	if (!is_wanted(n, who, false))
		return 0;
	u8 *block = begin_event(n, cpu, PARAMS_AT(3) + 20, EVENT_PAGE_FAULT, 3, who.tid);
	if (!block)
		return 0;
	for (u32 i = 0; i < PF_PAIRS; i++)
		flags |= (error >> i) & 1 ? 1u << (2 * i) : 2u << (2 * i);
	flags |= ((error >> PF_REST_AT) & PF_REST) << (2 * PF_PAIRS);
	u8 *params = block + PARAMS_AT(3);
	set_length(block, 0, 8);
	set_length(block, 1, 8);
	set_length(block, 2, 4);
	*(u64 *)params = ctx[0];
	*(u64 *)(params + 8) = regs->ip;
	*(u32 *)(params + 16) = flags;
	end_block(block);
	return 0;
}

SEC("tp_btf/page_fault_user") int user_fault(u64 *ctx)
{
	return on_page_fault(ctx);
}

SEC("tp_btf/page_fault_kernel") int kernel_fault(u64 *ctx)
{
	return on_page_fault(ctx);
}

/*
 * Runs for each thread of the machine when the tracer reads its descriptor, about once a second: the CPU time the thread has had, in
 * ticks of 10 ms as /proc/PID/stat gives it. The exact run time is divided as the coarse user and system times are, as the kernel does.
 */
SEC("iter/task") int sample(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct counters *n = &counters[SAMPLER];
	if (!task || !config.recording)
		return 0;
	u64 total = task->se.sum_exec_runtime / NS_PER_TICK;
	u64 user = task->utime / NS_PER_TICK, system = task->stime / NS_PER_TICK;
	u32 tid = task->pid;
	if (!total || is_own(task->tgid))
		return 0;
	system = user + system ? total * system / (user + system) : 0;
	n->seen++;
	u8 *block = begin_block(PARAMS_AT(2) + 16, bpf_get_smp_processor_id(), EVENT_PROCINFO, 2, tid);
	if (!block) {
		n->dropped++;
		return 0;
	}
	n->delivered++;
	u8 *params = block + PARAMS_AT(2);
	set_length(block, 0, 8);
	set_length(block, 1, 8);
	*(u64 *)params = total - system;
	*(u64 *)(params + 8) = system;
	end_block(block);
	return 0;
}

#endif
