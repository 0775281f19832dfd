/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Arguments and environment of the current process: from its memory, or from what a failed exec was given. */
#ifndef TSDIG_IMAGE_H
#define TSDIG_IMAGE_H

#include "user.h"

#define ARGUMENTS_MAX 128
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

/* The texts a NULL-ended array of pointers points to, each with its NUL, up to 4 KiB. */
__attribute__((noinline)) u32 put_texts(u32 cpu, u32 position, u64 pointers)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s || !pointers)
		return 0;
	for (u32 i = 0; i < ARGUMENTS_MAX; i++) {
		u64 text = 0;
		if (done >= AREA_MASK || bpf_probe_read_user(&text, sizeof(text), (void *)(pointers + i * sizeof(text))) || !text)
			break;
		long length = bpf_probe_read_user_str(at(s, position + done), TEXT_MAX, (void *)text);
		if (length <= 0)
			break;
		done += (u32)length & TEXT_MASK;
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
