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
#include "tracepoint.h"
#include "who.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

#define NR_RT_SIGRETURN 15
#define NR_EXECVE 59
#define NR_GETPID 39

/* The call by which the tracer speaks to the probe. */
static __always_inline bool is_spoken_to(struct pt_regs *regs, long number)
{
	return number == NR_GETPID && (u32)regs->di == config.token_low && (u32)regs->si == config.token_high;
}

static __always_inline void identify(struct pt_regs *regs, long number, u32 pid)
{
	if (config.self || !is_spoken_to(regs, number))
		return;
	config.self = pid;
	config.recording = 1;
}

/*
 * At the end the tracer makes known what was lost and nobody announced, because nothing more happened on that CPU: the third argument
 * says how many events that were. Counted apart from its other calls.
 */
static __always_inline void announce_rest(struct pt_regs *regs, struct counters *n, u32 cpu, struct current who)
{
	if (put_drop(cpu, who.tid, (u32)regs->dx)) {
		n->seen += 2;
		n->delivered += 2;
	}
}

/* An exec from 64 to 32 bits leaves as a 32-bit task with the number it came with. */
static __always_inline u32 table_index(long number, bool compat)
{
	u32 index = number < 0 || number >= SYSCALL_COUNT ? SYSCALL_COUNT - 1 : (u32)number;
	return compat && number != NR_EXECVE ? index + SYSCALL_COUNT : index;
}

static __always_inline int on_syscall(struct pt_regs *regs, long number, long result, bool leaving)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(regs);
	if (who.pid == config.self) {
		n->own++;
		if (!leaving && !config.recording && is_spoken_to(regs, number))
			announce_rest(regs, n, cpu, who);
		return 0;
	}
	if (!config.recording) {
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
