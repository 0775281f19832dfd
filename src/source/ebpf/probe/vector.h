/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Scattered memory: struct iovec arrays, alone (readv, writev) or in a struct msghdr, and struct pollfd arrays. */
#ifndef TSDIG_VECTOR_H
#define TSDIG_VECTOR_H

#include "user.h"

/* linux/uio.h, linux/socket.h and asm-generic/poll.h as 64-bit programs have them */
struct user_iovec {
	u64 base, length;
};

struct user_message {
	u64 name;
	u32 name_length, padding;
	u64 vectors, vector_count;
};

struct user_poll {
	s32 fd;
	/* asked for, answered */
	u16 events[2];
};

#define VECTORS_AT_ONCE 64
#define VECTOR_ROUNDS 16
#define DATA_VECTORS 64
/* As many fds as fill sysdig's string buffer: larger lists are cut. */
#define POLL_FDS 227
/* Bytes of one fd in the list. */
#define POLL_ENTRY 10

/* Sum of the lengths of the `count` vectors in the working memory. */
__attribute__((noinline)) u64 sum_of_lengths(u32 cpu, u32 count)
{
	struct scratch *s = scratch_of(cpu);
	u64 sum = 0;
	if (!s)
		return 0;
	struct user_iovec *vectors = (void *)s->work;
	for (u32 i = 0; i < VECTORS_AT_ONCE; i++) {
		if (i >= HIDDEN(count))
			break;
		sum += vectors[i].length;
	}
	return sum;
}

/* Sum of the lengths of up to 1,024 (IOV_MAX) vectors. */
__attribute__((noinline)) u32 vector_size(u32 cpu, u64 address, u64 count)
{
	struct scratch *s = scratch_of(cpu);
	u64 sum = 0;
	if (!s)
		return 0;
	for (u32 round = 0; round < VECTOR_ROUNDS; round++) {
		if (count == 0)
			break;
		u32 n = count > VECTORS_AT_ONCE ? VECTORS_AT_ONCE : (u32)count;
		if (bpf_probe_read_user(s->work, BOUNDED(n, 0x7f) * sizeof(struct user_iovec), (void *)address))
			return (u32)sum + unreadable(s);
		sum += sum_of_lengths(cpu, n);
		count -= n;
		address += VECTORS_AT_ONCE * sizeof(struct user_iovec);
	}
	return (u32)sum;
}

/* The vectors' bytes one after the other, `limit` at most. */
__attribute__((noinline)) u32 vector_data(u32 cpu, u32 position, u64 address, u32 count, u32 limit)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s || !address)
		return 0;
	for (u32 i = 0; i < DATA_VECTORS; i++) {
		if (i >= HIDDEN(count) || done >= limit)
			break;
		struct user_iovec vector = {};
		if (bpf_probe_read_user(&vector, sizeof(vector), (void *)(address + i * sizeof(vector))))
			return done + unreadable(s);
		u32 n = limit - done;
		if (vector.length < n)
			n = (u32)vector.length;
		n = BOUNDED(n, PAYLOAD_MASK);
		if (bpf_probe_read_user(at(s, position + done), n, (void *)vector.base))
			return done + unreadable(s);
		done += n;
	}
	return done;
}

static __always_inline bool read_message(u64 address, struct user_message *message)
{
	return address && bpf_probe_read_user(message, sizeof(*message), (void *)address) == 0;
}

/* sysdig's bits of a poll mask: those of the kernel, with POLLRDHUP (bit 13) moved to bit 3. */
static __always_inline u16 poll_flags(u16 v)
{
	return (v & 0x7) | ((v & 0x3f8) << 1) | ((v >> 10) & 0x8);
}

/* u16 count, then (i64 fd, i16 flags) each; of answers only those that are not empty. */
__attribute__((noinline)) u32 poll_list(u32 cpu, u32 position, u64 address, u64 count, u32 answered)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	struct user_poll *fds = (void *)s->work;
	u32 n = count > POLL_FDS ? POLL_FDS : (u32)count;
	u32 end = (position + 2) & POSITION_MASK;
	if (n && bpf_probe_read_user(fds, BOUNDED(n, 0xff) * sizeof(*fds), (void *)address))
		n = unreadable(s);
	for (u32 i = 0; i < POLL_FDS; i++) {
		if (i >= HIDDEN(n))
			break;
		/* Written in any case and kept by moving on: a branch here would double what the verifier has to follow, each time round. */
		u16 flags = fds[i].events[answered & 1];
		u32 keep = (~answered & 1) | (((u32)flags + 0xffff) >> 16);
		*(s64 *)at(s, end) = fds[i].fd;
		*(u16 *)at(s, end + 8) = poll_flags(flags);
		end = (end + POLL_ENTRY * keep) & POSITION_MASK;
	}
	*(u16 *)at(s, position) = (u16)((end - position - 2) / POLL_ENTRY);
	return end - position;
}

#endif
