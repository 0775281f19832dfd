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

#define VECTORS_AT_ONCE 16
/* Up to 1,024 (IOV_MAX) vectors. */
#define VECTOR_ROUNDS 64
/* As many fds as fill sysdig's string buffer: larger lists are cut. */
#define POLL_FDS 227
/* Bytes of one fd in the list. */
#define POLL_ENTRY 10
#define POLLS_AT_ONCE 16
#define POLL_ROUNDS 15

/* Bytes of one struct iovec: two pointers. */
static __always_inline u32 vector_bytes(struct scratch *s)
{
	return 8 + ((u32)s->wide & 8);
}

/* Brings up to VECTORS_AT_ONCE vectors into the working memory. Returns how many. */
static __always_inline u32 load_vectors(struct scratch *s, u64 address, u32 count)
{
	u32 n = count > VECTORS_AT_ONCE ? VECTORS_AT_ONCE : count;
	if (bpf_probe_read_user(s->work, BOUNDED(n * vector_bytes(s), 0x1ff), (void *)address))
		return unreadable(s);
	return n;
}

/* Vector `i` of those, whatever the width of its members, without a branch. */
static __always_inline struct user_iovec loaded_vector(struct scratch *s, u32 i)
{
	u64 wide = s->wide;
	u32 *words = (u32 *)&s->work[(i * vector_bytes(s)) & 0x1f8];
	u64 second = words[1];
	return (struct user_iovec){
		.base = words[0] | (second << 32 & wide),
		.length = (second & ~wide) | ((words[2] | (u64)words[3] << 32) & wide),
	};
}

/* Sum of the lengths of the first vectors at `address`. */
__attribute__((noinline)) u64 chunk_size(u32 cpu, u64 address, u32 count)
{
	struct scratch *s = scratch_of(cpu);
	u64 sum = 0;
	if (!s)
		return 0;
	u32 n = load_vectors(s, address, count);
	for (u32 i = 0; i < VECTORS_AT_ONCE; i++) {
		if (i >= HIDDEN(n))
			break;
		sum += loaded_vector(s, i).length;
	}
	return sum;
}

/* Sum of the lengths of all vectors. */
__attribute__((noinline)) u32 vector_size(u32 cpu, u64 address, u32 count)
{
	struct scratch *s = scratch_of(cpu);
	u64 sum = 0;
	if (!s)
		return 0;
	u32 step = VECTORS_AT_ONCE * vector_bytes(s);
	for (u32 round = 0; round < VECTOR_ROUNDS; round++) {
		if (round * VECTORS_AT_ONCE >= HIDDEN(count))
			break;
		sum += chunk_size(cpu, address + round * step, count - round * VECTORS_AT_ONCE);
	}
	return (u32)sum;
}

/* The bytes of the first vectors at `address` one after the other, `limit` at most. */
__attribute__((noinline)) u32 chunk_data(u32 cpu, u32 position, u64 address, u32 count, u32 limit)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s)
		return STOPPED;
	u32 loaded = load_vectors(s, address, count);
	if (!loaded)
		return STOPPED;
	for (u32 i = 0; i < VECTORS_AT_ONCE; i++) {
		done = forget(s, done);
		if (i >= HIDDEN(loaded) || done >= limit)
			break;
		struct user_iovec vector = loaded_vector(s, i);
		u32 n = limit - done;
		if (vector.length < n)
			n = (u32)vector.length;
		n = BOUNDED(n, PAYLOAD_MASK);
		if (bpf_probe_read_user(at(s, position + done), n, (void *)vector.base)) {
			unreadable(s);
			return done | STOPPED;
		}
		done += n;
	}
	return done;
}

/* The same of all vectors. */
__attribute__((noinline)) u32 vector_data(u32 cpu, u32 position, u64 address, u32 count, u32 limit)
{
	struct scratch *s = scratch_of(cpu);
	u32 done = 0;
	if (!s || !address)
		return 0;
	u32 step = VECTORS_AT_ONCE * vector_bytes(s);
	for (u32 round = 0; round < VECTOR_ROUNDS; round++) {
		if (round * VECTORS_AT_ONCE >= HIDDEN(count) || done >= limit)
			break;
		u32 part = chunk_data(cpu, position + done, address + round * step, count - round * VECTORS_AT_ONCE, limit - done);
		done += part & ~STOPPED;
		if (part & STOPPED)
			break;
	}
	return done;
}

static __always_inline bool read_message(struct scratch *s, u64 address, struct user_message *message)
{
	if (!address)
		return false;
	if (s->wide)
		return bpf_probe_read_user(message, sizeof(*message), (void *)address) == 0;
	u32 narrow[4] = {};
	if (bpf_probe_read_user(narrow, sizeof(narrow), (void *)address))
		return false;
	message->name = narrow[0];
	message->name_length = narrow[1];
	message->vectors = narrow[2];
	message->vector_count = narrow[3];
	return true;
}

/* sysdig's bits of a poll mask: those of the kernel, with POLLRDHUP (bit 13) moved to bit 3. */
static __always_inline u16 poll_flags(u16 v)
{
	return (v & 0x7) | ((v & 0x3f8) << 1) | ((v >> 10) & 0x8);
}

/* Up to POLLS_AT_ONCE fds of those in the working memory, from `first` on. Returns where the list ends then. */
__attribute__((noinline)) u32 poll_chunk(u32 cpu, u32 end, u32 first, u32 count, u32 answered)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return end;
	for (u32 i = 0; i < POLLS_AT_ONCE; i++) {
		if (first + i >= HIDDEN(count))
			break;
		/* Written in any case and kept by moving on: a branch here would double what the verifier has to follow, each time round. */
		struct user_poll *poll = (void *)&s->work[((first + i) * sizeof(*poll)) & 0xff8];
		u16 flags = poll->events[answered & 1];
		u32 keep = (~answered & 1) | (((u32)flags + 0xffff) >> 16);
		*(s64 *)at(s, end) = poll->fd;
		*(u16 *)at(s, end + 8) = poll_flags(flags);
		end = (end + POLL_ENTRY * keep) & POSITION_MASK;
	}
	return end;
}

/* u16 count, then (i64 fd, i16 flags) each; of answers only those that are not empty. */
__attribute__((noinline)) u32 poll_list(u32 cpu, u32 position, u64 address, u64 count, u32 answered)
{
	struct scratch *s = scratch_of(cpu);
	if (!s)
		return 0;
	u32 n = count > POLL_FDS ? POLL_FDS : (u32)count;
	u32 end = (position + 2) & POSITION_MASK;
	if (n && bpf_probe_read_user(s->work, BOUNDED(n, 0xff) * sizeof(struct user_poll), (void *)address))
		n = unreadable(s);
	for (u32 round = 0; round < POLL_ROUNDS; round++) {
		if (round * POLLS_AT_ONCE >= HIDDEN(n))
			break;
		end = poll_chunk(cpu, end, round * POLLS_AT_ONCE, n, answered);
	}
	*(u16 *)at(s, position) = (u16)((end - position - 2) / POLL_ENTRY);
	return end - position;
}

#endif
