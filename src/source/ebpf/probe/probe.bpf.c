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
/* Calls of 32-bit programs */
#define NR32_EXECVE 11
#define NR32_MMAP 90
#define NR32_SOCKETCALL 102
#define NR32_IPC 117
/* Calls of socketcall take the numbers of the table from here on, by linux/net.h from 1 to 20. */
#define SOCKETCALLS_AT 479
#define SOCKETCALLS 20
/* Then those of ipc (linux/ipc.h), which come in groups of four: from 1 on, from 11 on, from 21 on. */
#define IPC_AT 499
#define IPC_GROUPS 3
#define IPC_GROUP 4
#define IPC_SEMOP (IPC_AT + 0)
#define IPC_SEMCTL (IPC_AT + 2)
#define IPC_SEMTIMEDOP (IPC_AT + 3)
#define ARGUMENTS 6

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

static __always_inline u32 table_index(long number, bool compat)
{
	u32 index = number < 0 || number >= SYSCALL_COUNT ? SYSCALL_COUNT - 1 : (u32)number;
	return compat ? index + SYSCALL_COUNT : index;
}

/*
 * An exec that changes the width of a program leaves with the width it has become and the number it came with. The registers are those
 * of a new program, all 0, with which none of the calls that have these numbers succeeds: 32-bit olduname and 64-bit munmap.
 */
static __always_inline long changed_width(struct pt_regs *regs, long number, long result, bool compat)
{
	if (result || regs->di || regs->si || regs->bx)
		return number;
	if (compat && number == NR_EXECVE)
		return NR32_EXECVE;
	return !compat && number == NR32_EXECVE ? NR_EXECVE : number;
}

/* Arguments that lie in memory. */
static __always_inline void load_arguments(u64 *reg, u64 address)
{
	u32 words[ARGUMENTS] = {};
	bpf_probe_read_user(words, sizeof(words), (void *)address);
	for (u32 i = 0; i < ARGUMENTS; i++)
		reg[i] = words[i];
}

/* The number in the table of a call of ipc, whose upper half is a version; that of ipc itself for what is none. */
static __always_inline long ipc_number(u32 call)
{
	u32 group = (call & 0xffff) / 10, member = (call & 0xffff) % 10 - 1;
	return group < IPC_GROUPS && member < IPC_GROUP ? IPC_AT + group * IPC_GROUP + member : NR32_IPC;
}

/* The arguments of ipc as the call inside has them: first, second, third, pointer and fifth stand behind the number of the call. */
static __always_inline void arrange_ipc(u64 *reg, u64 number)
{
	u64 second = reg[2], third = reg[3], pointer = reg[4], fifth = reg[5];
	bool operates = number == IPC_SEMOP || number == IPC_SEMTIMEDOP;
	u32 value = 0;
	reg[0] = reg[1];
	reg[1] = operates ? pointer : second;
	reg[2] = operates ? second : third;
	reg[3] = operates ? fifth : pointer;
	if (number == IPC_SEMCTL) {
		bpf_probe_read_user(&value, sizeof(value), (void *)pointer);
		reg[3] = value;
	}
}

/* The arguments of a 32-bit call. */
__attribute__((noinline)) u32 narrow_arguments(u32 cpu, u64 number)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	u64 *reg = s->registers;
	if (number == NR32_MMAP)
		load_arguments(reg, reg[0]);
	else if (number >= SOCKETCALLS_AT && number < SOCKETCALLS_AT + SOCKETCALLS)
		load_arguments(reg, reg[1]);
	else if (number >= IPC_AT && number < SYSCALL_COUNT - 1)
		arrange_ipc(reg, number);
	return 0;
}

static __always_inline int on_syscall(struct pt_regs *regs, long number, long result, bool leaving)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct counters *n = counters_of(cpu);
	struct current who = current_thread(regs);
	if (is_own(who.pid)) {
		n->own++;
		if (!leaving && !config.recording && who.pid == config.self && is_spoken_to(regs, number))
			announce_rest(regs, n, cpu, who);
		return 0;
	}
	if (!config.recording) {
		identify(regs, number, who.pid);
		return 0;
	}
	n->seen++;
	if (leaving)
		number = changed_width(regs, number, result, who.compat);
	long native = number;
	if (who.compat && number == NR32_SOCKETCALL && (u32)regs->bx - 1 < SOCKETCALLS)
		number = SOCKETCALLS_AT - 1 + (u32)regs->bx;
	if (who.compat && number == NR32_IPC)
		number = ipc_number((u32)regs->bx);
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
	reg[REG_RESULT] = result;
	reg[REG_NUMBER] = native;
	reg[REG_CODE] = entry->code;
	reg[REG_ZERO] = 0;
	if (who.compat) {
		s->wide = 0;
		reg[0] = (u32)regs->bx;
		reg[1] = (u32)regs->cx;
		reg[2] = (u32)regs->dx;
		reg[3] = (u32)regs->si;
		reg[4] = (u32)regs->di;
		reg[5] = (u32)regs->bp;
		narrow_arguments(cpu, number);
	} else {
		s->wide = ~0ull;
		reg[0] = regs->di;
		reg[1] = regs->si;
		reg[2] = regs->dx;
		reg[3] = regs->r10;
		reg[4] = regs->r8;
		reg[5] = regs->r9;
	}
	bool changes_thread = (flags & EVENT_CHANGE) && (filter & FILTER_VERDICT);
	if (changes_thread)
		note_change(who.tid);
	record_event(s, n, event, who.tid);
	if (changes_thread)
		note_change(who.tid);
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
