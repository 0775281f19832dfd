/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Parameters whose form depends on another argument: u8 variant, then the value. */
#ifndef TSDIG_VARIANT_H
#define TSDIG_VARIANT_H

#include "translate.h"
#include "user.h"

/* asm-generic/socket.h */
#define SOL_SOCKET 1
#define SO_ERROR 4
#define SO_RCVTIMEO 20
#define SO_SNDTIMEO 21
#define SO_COOKIE 57
#define SO_RCVTIMEO_NEW 66
#define SO_SNDTIMEO_NEW 67
#define SO_PEERNAME 28
#define SO_PEERSEC 31
#define SO_ATTACH_FILTER 26
#define SO_BINDTODEVICE 25
#define SO_LINGER 13
#define SO_PEERCRED 17
#define NS_PER_MICROSECOND 1000

/* Variants of the option value (PPM_SOCKOPT_IDX_*). */
enum { OPTION_BYTES, OPTION_ERRNO, OPTION_UINT32, OPTION_UINT64, OPTION_TIME };

/* linux/ptrace.h */
#define PTRACE_PEEKTEXT 1
#define PTRACE_PEEKUSR 3
#define PTRACE_CONT 7
#define PTRACE_SINGLESTEP 9
#define PTRACE_DETACH 17
#define PTRACE_SYSCALL 24

/* Variants of ptrace's arguments (PPM_PTRACE_IDX_*). */
enum { PTRACE_NUMBER, PTRACE_SIGNAL };

/* Variants of bpf's result (PPM_BPF_IDX_*), and the commands that make an fd (enum bpf_cmd), a bit each. */
enum { BPF_FD, BPF_RESULT };
#define BPF_FD_COMMANDS                                                                                                                    \
	(1ull << 0 | 1ull << 5 | 1ull << 7 | 1ull << 13 | 1ull << 14 | 1ull << 17 | 1ull << 18 | 1ull << 19 | 1ull << 28 | 1ull << 30 |         \
	 1ull << 32 | 1ull << 33)

static __always_inline u32 put_variant(struct scratch *s, u32 position, u8 variant, u64 value, u32 width)
{
	*at(s, position) = variant;
	*(u64 *)at(s, position + 1) = value;
	return 1 + width;
}

static __always_inline bool is_number_option(u32 option)
{
	return option <= 47 && option != SO_LINGER && option != SO_PEERCRED && option != SO_BINDTODEVICE && option != SO_ATTACH_FILTER &&
	       option != SO_PEERNAME && option != SO_PEERSEC;
}

static __always_inline u64 option_length(u64 *reg, u32 in_memory)
{
	u64 length = (u32)reg[4];
	if (in_memory && !read_number(reg[4], 4, &length))
		length = 0;
	return length;
}

static __always_inline u32 put_option(struct scratch *s, u32 position, u32 in_memory, u32 snaplen)
{
	u64 *reg = s->registers;
	u32 option = (u32)reg[2];
	u64 value = 0;
	if ((u32)reg[1] == SOL_SOCKET) {
		if (option == SO_ERROR) {
			read_number(reg[3], 4 | SIGNED, &value);
			return put_variant(s, position, OPTION_ERRNO, (u64)-(s64)value, 8);
		}
		if (option == SO_RCVTIMEO || option == SO_SNDTIMEO || option == SO_RCVTIMEO_NEW || option == SO_SNDTIMEO_NEW) {
			u64 microseconds = 0;
			/* struct timeval: two of the program's longs */
			u32 bytes = option == SO_RCVTIMEO || option == SO_SNDTIMEO ? pointer_bytes(s) : 8;
			read_number(reg[3], bytes, &value);
			read_number(reg[3] + bytes, bytes, &microseconds);
			return put_variant(s, position, OPTION_TIME, value * NS_PER_SECOND + microseconds * NS_PER_MICROSECOND, 8);
		}
		if (option == SO_COOKIE) {
			read_number(reg[3], 8, &value);
			return put_variant(s, position, OPTION_UINT64, value, 8);
		}
		if (is_number_option(option)) {
			read_number(reg[3], 4, &value);
			return put_variant(s, position, OPTION_UINT32, value, 4);
		}
	}
	*at(s, position) = OPTION_BYTES;
	return 1 + put_data(s, position + 1, reg[3], option_length(reg, in_memory), snaplen);
}

static __always_inline u32 put_ptrace_address(struct scratch *s, u32 position)
{
	u64 *reg = s->registers;
	return put_variant(s, position, PTRACE_NUMBER, is_error(reg[REG_RESULT]) ? 0 : reg[2], 8);
}

static __always_inline u32 put_ptrace_data(struct scratch *s, u32 position)
{
	u64 *reg = s->registers;
	u64 request = reg[0], value = reg[3];
	if (is_error(reg[REG_RESULT]))
		return put_variant(s, position, PTRACE_NUMBER, 0, 8);
	if (request >= PTRACE_PEEKTEXT && request <= PTRACE_PEEKUSR)
		read_number(value, 8, &value);
	else if (request == PTRACE_CONT || request == PTRACE_SINGLESTEP || request == PTRACE_DETACH || request == PTRACE_SYSCALL)
		return put_variant(s, position, PTRACE_SIGNAL, value, 1);
	return put_variant(s, position, PTRACE_NUMBER, value, 8);
}

static __always_inline u32 put_bpf_result(struct scratch *s, u32 position)
{
	u64 *reg = s->registers;
	u64 command = (u32)reg[0];
	bool makes_fd = command < 64 && ((BPF_FD_COMMANDS >> command) & 1);
	return put_variant(s, position, makes_fd ? BPF_FD : BPF_RESULT, reg[REG_RESULT], 8);
}

#endif
