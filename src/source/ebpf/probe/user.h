/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Values and bytes out of the traced program's memory. It is read without faulting in: what cannot be read is left empty. */
#ifndef TSDIG_USER_H
#define TSDIG_USER_H

#include "state.h"

#define NS_PER_SECOND 1000000000ull
#define OPEN_CREATE_FLAGS (0100 | 020000000) /* O_CREAT, the tmpfile bit of O_TMPFILE */
#define MODE_BITS 07777

/* Set in what a piece of a list gives when there is no more to be had from it. */
#define STOPPED 0x80000000

static __always_inline bool is_error(u64 result)
{
	return (s64)result < 0;
}

static __always_inline u32 unreadable(struct scratch *s)
{
	counters_of(s->cpu)->unreadable++;
	return 0;
}

/* `bytes` at `address` as a number; false when they cannot be read. */
static __always_inline bool read_number(u64 address, u8 bytes, u64 *out)
{
	u64 value = 0;
	long failed;
	switch (bytes & ~SIGNED) {
	case 1:
		failed = bpf_probe_read_user(&value, 1, (void *)address);
		break;
	case 2:
		failed = bpf_probe_read_user(&value, 2, (void *)address);
		if (bytes & SIGNED)
			value = (s64)(s16)value;
		break;
	case 4:
		failed = bpf_probe_read_user(&value, 4, (void *)address);
		if (bytes & SIGNED)
			value = (s64)(s32)value;
		break;
	default:
		failed = bpf_probe_read_user(&value, 8, (void *)address);
		break;
	}
	*out = value;
	return failed == 0;
}

/* Bytes of a pointer or `long` of the current program. */
static __always_inline u32 pointer_bytes(struct scratch *s)
{
	return 4 + ((u32)s->wide & 4);
}

/* Calls of 32-bit programs from here on have times of 64 bits: those before are the forms of the 1990s. */
#define FIRST_WIDE_TIME 403

static __always_inline u64 timespec_at(struct scratch *s, u64 address)
{
	if (!s->wide && s->registers[REG_NUMBER] < FIRST_WIDE_TIME) {
		u32 narrow[2] = {};
		if (address)
			bpf_probe_read_user(narrow, sizeof(narrow), (void *)address);
		return narrow[0] * NS_PER_SECOND + narrow[1];
	}
	struct {
		u64 seconds, nanoseconds;
	} time = {};
	if (address)
		bpf_probe_read_user(&time, sizeof(time), (void *)address);
	return time.seconds * NS_PER_SECOND + time.nanoseconds;
}

/* A text of the probe's own, up to 8 bytes with its NUL. */
static __always_inline u32 put_text(struct scratch *s, u32 position, const char *text, u32 length)
{
	u64 word;
	__builtin_memcpy(&word, text, sizeof(word));
	*(u64 *)at(s, position) = word;
	return length;
}

/* Text is never without its NUL: readers of the time look for one behind the end. "<NA>" makes them take the name of the exit. */
static __always_inline u32 put_unreadable_text(struct scratch *s, u32 position)
{
	return unreadable(s) + put_text(s, position, "<NA>\0\0\0\0", 5);
}

static __always_inline u32 put_null_text(struct scratch *s, u32 position)
{
	return put_text(s, position, "(NULL)\0\0", 7);
}

static __always_inline u32 put_string(struct scratch *s, u32 position, u64 address)
{
	if (!address)
		return put_null_text(s, position);
	long length = bpf_probe_read_user_str(at(s, position), TEXT_MAX, (void *)address);
	return length <= 0 ? put_unreadable_text(s, position) : (u32)length & TEXT_MASK;
}

static __always_inline u32 put_data(struct scratch *s, u32 position, u64 address, u64 length, u32 snaplen)
{
	if (!address || !length)
		return 0;
	u32 n = length > snaplen ? snaplen : (u32)length;
	n = BOUNDED(n, PAYLOAD_MASK);
	if (bpf_probe_read_user(at(s, position), n, (void *)address))
		return unreadable(s);
	return n;
}

#endif
