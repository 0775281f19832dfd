/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Arguments and environment of the current process: from its memory, or from what a failed exec was given. */
#ifndef TSDIG_IMAGE_H
#define TSDIG_IMAGE_H

#include "user.h"

#define TEXTS_AT_ONCE 16
#define TEXT_ROUNDS 8
#define NO_POINTER 0xff

/* The memory between two addresses, up to 4 KiB, always ended by NUL. */
static __always_inline u32 put_area(struct scratch *s, u32 position, u64 start, u64 end)
{
	if (end <= start)
		return 0;
	u64 length = end - start;
	u32 n = length > AREA_MASK ? AREA_MASK : (u32)length;
	n = BOUNDED(n, AREA_MASK);
	if (bpf_probe_read_user(at(s, position), n, (void *)start))
		return unreadable(s);
	if (n)
		*at(s, position + n - 1) = 0;
	return n;
}

/* The next of the texts that an array of pointers points to, each with its NUL, `limit` bytes about. */
__attribute__((noinline)) u32 text_chunk(u32 cpu, u32 position, u64 pointers, u32 limit)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s)
		return STOPPED;
	u32 bytes = pointer_bytes(s);
	for (u32 i = 0; i < TEXTS_AT_ONCE; i++) {
		u64 text = 0;
		done = forget(s, done);
		if (done >= limit || bpf_probe_read_user(&text, bytes == 8 ? 8 : 4, (void *)(pointers + i * bytes)) || !text)
			return done | STOPPED;
		long length = bpf_probe_read_user_str(at(s, position + done), TEXT_MAX, (void *)text);
		if (length <= 0)
			return done | STOPPED;
		done += (u32)length & TEXT_MASK;
	}
	return done;
}

/* The texts a NULL-ended array of pointers points to, each with its NUL, up to 4 KiB. */
__attribute__((noinline)) u32 put_texts(u32 cpu, u32 position, u64 pointers)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s || !pointers)
		return 0;
	u32 step = TEXTS_AT_ONCE * pointer_bytes(s);
	for (u32 round = 0; round < TEXT_ROUNDS; round++) {
		u32 part = text_chunk(cpu, position + done, pointers + round * step, AREA_MASK - done);
		done = forget(s, done + (part & ~STOPPED));
		if ((part & STOPPED) || done >= AREA_MASK)
			break;
	}
	if (done > AREA_MASK) {
		done = AREA_MASK;
		*at(s, position + done - 1) = 0;
	}
	return done;
}

/* Puts all of argv, gives the length of argv[0]; the rest waits behind it for put_arguments. */
__attribute__((noinline)) u32 put_exe(u32 cpu, u32 position, u64 result, u32 failed_argv)
{
	struct scratch *s = scratch_of(cpu);
	u32 length = 0;
	if (!s)
		return 0;
	if (!is_error(result)) {
		struct task_struct *task = (void *)bpf_get_current_task();
		struct mm_struct *mm = BPF_CORE_READ(task, mm);
		if (mm)
			length = put_area(s, position, BPF_CORE_READ(mm, arg_start), BPF_CORE_READ(mm, arg_end));
	} else if (failed_argv != NO_POINTER) {
		length = put_texts(cpu, position, s->registers[failed_argv & 7]);
	}
	s->argument_bytes = 0;
	if (!length) {
		*at(s, position) = 0;
		return 1;
	}
	long exe = bpf_probe_read_kernel_str(s->work, TEXT_MAX, at(s, position));
	if (exe <= 0)
		return 0;
	if ((u32)exe < length)
		s->argument_bytes = length - (u32)exe;
	return (u32)exe & TEXT_MASK;
}

__attribute__((noinline)) u32 put_environment(u32 cpu, u32 position, u64 result, u32 failed_envp)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	if (is_error(result))
		return put_texts(cpu, position, s->registers[failed_envp & 7]);
	struct task_struct *task = (void *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	return mm ? put_area(s, position, BPF_CORE_READ(mm, env_start), BPF_CORE_READ(mm, env_end)) : 0;
}

#endif
