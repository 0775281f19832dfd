/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* One parameter of an event, from the source its specification names. */
#ifndef TSDIG_CAPTURE_H
#define TSDIG_CAPTURE_H

#include "cgroup.h"
#include "image.h"
#include "quota.h"
#include "socket.h"
#include "task.h"
#include "translate.h"
#include "variant.h"

#define SEM_SETVAL 16

/* linux/sched.h: what threads of a process share at least, and what most do. */
#define CLONE_FS 0x200
#define CLONE_FILES 0x400
#define CLONE_OF_THREADS 0x10900 /* CLONE_VM, CLONE_SIGHAND, CLONE_THREAD */

union param {
	u64 bits;
	struct param_spec spec;
};

/* A register, narrowed as the parameter says. */
static __always_inline u64 register_value(struct scratch *s, struct param_spec p)
{
	u64 value = s->registers[p.a & (REG_COUNT - 1)];
	u32 shift = p.b & 63;
	value = (u64)((s64)(value << shift) >> shift) & (~0ull >> (p.flags & PARAM_UNSIGNED_INT));
	return value + (s64)p.immediate;
}

/* Numbers that need more than a register. */
static __always_inline u64 number_of(struct scratch *s, struct param_spec p)
{
	u64 *reg = s->registers;
	u64 value = 0, otherwise = p.flags & PARAM_DEFAULT_MINUS_ONE ? -1 : 0;
	u64 a = reg[p.a & (REG_COUNT - 1)], b = reg[p.b & (REG_COUNT - 1)];
	if ((p.flags & PARAM_ON_SUCCESS) && is_error(reg[REG_RESULT]))
		return otherwise;
	switch (p.source) {
	case SOURCE_REGISTER:
		return register_value(s, p);
	case SOURCE_REGISTER_PAIR:
		return a | b << 32;
	case SOURCE_MEMORY:
		return a && read_number(a + p.immediate, p.b, &value) ? value : otherwise;
	case SOURCE_TIMESPEC:
		return timespec_at(s, a);
	case SOURCE_OPEN_MODE:
		return b & OPEN_CREATE_FLAGS ? a & MODE_BITS : 0;
	case SOURCE_OPEN_HOW_MODE:
		if (!read_number(a, 8, &value) || !(value & OPEN_CREATE_FLAGS))
			return 0;
		read_number(a + 8, 8, &value);
		return value & MODE_BITS;
	case SOURCE_FILE_DEVICE:
		return file_device((s64)a);
	case SOURCE_FILE_INODE:
		return file_inode_number((s64)a);
	case SOURCE_PIPE_INODE:
		return read_number(a, 4 | SIGNED, &value) ? file_inode_number((s64)value) : 0;
	case SOURCE_QUEUE:
		return queue_value((s32)a, p.b);
	case SOURCE_SOCKET_PAIR:
		return pair_end(a, p.b);
	case SOURCE_TASK:
		return task_value(p.a);
	case SOURCE_RECEIVED_SIZE:
		return is_error(reg[REG_RESULT]) ? 0 : reg[REG_RESULT];
	case SOURCE_SOCKOPT_NAME:
		return (u32)reg[1] == SOL_SOCKET ? reg[2] : (u64)-1;
	case SOURCE_SEM_VALUE:
		return (u32)reg[2] == SEM_SETVAL ? reg[3] : 0;
	case SOURCE_SEM_BUFFER:
		if ((u32)reg[2] * 6 <= (u32)p.immediate)
			return 0;
		return read_number(reg[1] + p.immediate, p.b, &value) ? value : 0;
	}
	return 0;
}

/*
 * The flags of a new thread, as far as the kernel tells them. What its maker asked for lies in the memory both share, and may be
 * something else by the time the thread runs: it counts where it agrees.
 */
static __always_inline u64 flags_of_thread(u64 asked)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	if (BPF_CORE_READ(task, pid) == BPF_CORE_READ(task, tgid))
		return asked;
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	u64 certain = CLONE_OF_THREADS;
	if (BPF_CORE_READ(task, files) == BPF_CORE_READ(leader, files))
		certain |= CLONE_FILES;
	if (BPF_CORE_READ(task, fs) == BPF_CORE_READ(leader, fs))
		certain |= CLONE_FS;
	return (asked & (CLONE_OF_THREADS | CLONE_FILES | CLONE_FS)) == certain ? asked : certain;
}

static __always_inline u64 clone_flags(struct scratch *s, struct param_spec p)
{
	u64 flags = p.a == CLONE_FLAGS_REGISTER ? s->registers[0] : 0;
	if (p.a == CLONE_FLAGS_MEMORY) {
		read_number(s->registers[0], 8, &flags);
		if (!s->registers[REG_RESULT])
			flags = flags_of_thread(flags);
	}
	u32 out = p.a == CLONE_FLAGS_NONE ? 0 : translate(p.table - 1, (u32)flags);
	return in_pid_namespace((void *)bpf_get_current_task()) ? out | CLONE_CHILD_IN_PID_NAMESPACE : out;
}

/*
 * Puts the parameter at `position` of this CPU's buffer and gives its length. A global function: the verifier looks at it once, on its
 * own, however many parameters an event has.
 */
__attribute__((noinline)) u32 capture(u64 bits, u32 position, u32 cpu, u32 snaplen)
{
	struct param_spec p = ((union param){.bits = bits}).spec;
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	u64 *reg = s->registers;
	u64 result = reg[REG_RESULT];
	u64 a = reg[p.a & (REG_COUNT - 1)], b = reg[p.b & (REG_COUNT - 1)];
	struct user_message message = {};
	u64 value;
	switch (p.source) {
	case SOURCE_STRING:
		if ((p.flags & PARAM_ON_SUCCESS) && is_error(result))
			return put_null_text(s, position);
		return put_string(s, position, a);
	case SOURCE_DATA:
		return is_error(result) ? 0 : put_data(s, position, a, result, snaplen);
	case SOURCE_DATA_SENT:
		return put_data(s, position, a, (s64)result > 0 ? result : b, snaplen);
	case SOURCE_SOCKADDR:
		return put_address(cpu, position, a, (u32)b);
	case SOURCE_TUPLE:
		return put_tuple(cpu, position, p.a);
	case SOURCE_VECTOR_DATA:
		if (p.flags & PARAM_ON_SUCCESS) {
			if (is_error(result))
				return 0;
			snaplen = result < snaplen ? (u32)result : snaplen;
		}
		return vector_data(cpu, position, a, (u32)b, snaplen);
	case SOURCE_MESSAGE_DATA:
		if (p.flags & PARAM_ON_SUCCESS) {
			if (is_error(result))
				return 0;
			snaplen = result < snaplen ? (u32)result : snaplen;
		}
		if (!read_message(s, a, &message))
			return 0;
		return vector_data(cpu, position, message.vectors, (u32)message.vector_count, snaplen);
	case SOURCE_POLL:
		return poll_list(cpu, position, a, (u32)b, (u32)p.immediate);
	case SOURCE_COMM:
		bpf_get_current_comm(at(s, position), 16);
		value = bpf_probe_read_kernel_str(s->work, 16, at(s, position));
		return (u32)value & 0x1f;
	case SOURCE_EXE:
		return put_exe(cpu, position, result, p.a);
	case SOURCE_ARGUMENTS:
		return s->argument_bytes & AREA_MASK;
	case SOURCE_ENVIRONMENT:
		return put_environment(cpu, position, result, p.a);
	case SOURCE_CGROUPS:
		return put_cgroups(cpu, position);
	case SOURCE_EMPTY:
		*at(s, position) = 0;
		return 1;
	case SOURCE_PTRACE_ADDR:
		return put_ptrace_address(s, position);
	case SOURCE_PTRACE_DATA:
		return put_ptrace_data(s, position);
	case SOURCE_BPF_RESULT:
		return put_bpf_result(s, position);
	case SOURCE_SOCKOPT:
		return put_option(s, position, p.b, snaplen);
	case SOURCE_CLONE_FLAGS:
		value = clone_flags(s, p);
		goto put;
	case SOURCE_VECTOR_SIZE:
		value = vector_size(cpu, a, b);
		goto put;
	case SOURCE_MESSAGE_SIZE:
		value = read_message(s, a, &message) ? vector_size(cpu, message.vectors, message.vector_count) : 0;
		goto put;
	case SOURCE_QUOTA:
		if (p.a == QUOTA_FILE)
			return put_quota_file(s, position);
		value = quota_number(s, p.a, p.table - 1);
		goto put;
	}
	value = number_of(s, p);
	if (p.table)
		value = translate(p.table - 1, (u32)value);
put:
	*(u64 *)at(s, position) = value;
	return p.width;
}

#endif
