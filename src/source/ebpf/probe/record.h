/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * A record of the ring is one block of a capture file (the event block of its version 2, number 0x216), byte for byte:
 *
 *    0  u32 block type          8  u16 cpu                26  u32 length of header, lengths and parameters
 *    4  u32 block length       10  u64 ns since the epoch 30  u16 event type
 *                              18  i64 thread id          32  u32 parameter count
 *   36  u16 length of each parameter, the parameters, NULs up to a multiple of 4, u32 block length
 */
#ifndef TSDIG_RECORD_H
#define TSDIG_RECORD_H

#include "capture.h"

#define EVENT_BLOCK 0x216
#define HEADER_AT 10
#define LENGTHS_AT 36

static __always_inline void put_param_length(struct scratch *s, u32 index, u32 length)
{
	*(u16 *)at(s, LENGTHS_AT + 2 * index) = (u16)length;
}

/* Closes the record whose parameters end at `end`, and hands it to the ring. */
static __always_inline void submit(struct scratch *s, struct counters *n, u32 end, u16 type, u32 count, u32 tid)
{
	u32 total = ((end + 3) & ~3u) + 4;
	*(u32 *)at(s, 0) = EVENT_BLOCK;
	*(u32 *)at(s, 4) = total;
	*(u16 *)at(s, 8) = (u16)s->cpu;
	*(u64 *)at(s, 10) = bpf_ktime_get_boot_ns() + config.epoch_offset;
	*(s64 *)at(s, 18) = (s64)(u64)tid;
	*(u32 *)at(s, 26) = end - HEADER_AT;
	*(u16 *)at(s, 30) = type;
	*(u32 *)at(s, 32) = count;
	*(u32 *)at(s, end) = 0;
	*(u32 *)at(s, total - 4) = total;
	if (bpf_ringbuf_output(&ring, s->buffer, total & POSITION_MASK, BPF_RB_NO_WAKEUP))
		n->dropped++;
	else
		n->delivered++;
}

/* The event a specification describes, from the registers in the scratch. */
static __always_inline void record_event(struct scratch *s, struct counters *n, struct event_spec *event, u32 tid)
{
	u32 count = event->count & (PARAM_COUNT - 1);
	u32 end = LENGTHS_AT + 2 * count;
	u32 snaplen = config.snaplen;
	u32 cpu = s->cpu;
	for (u32 i = 0; i < PARAM_COUNT; i++) {
		if (i >= HIDDEN(count))
			break;
		union param p = {.spec = event->params[i]};
		u32 length;
		if (p.spec.source == SOURCE_REGISTER) {
			u64 value = s->registers[p.spec.a & (REG_COUNT - 1)];
			u32 shift = p.spec.b & 63;
			value = (u64)((s64)(value << shift) >> shift) & (~0ull >> (p.spec.flags & PARAM_UNSIGNED_INT));
			value += (s64)p.spec.immediate;
			if (p.spec.table)
				value = translate(p.spec.table - 1, (u32)value);
			*(u64 *)at(s, end) = value;
			length = p.spec.width;
		} else {
			length = capture(p.bits, end, cpu, snaplen);
		}
		put_param_length(s, i, length);
		/* Masked here already: whatever the parameters were, the verifier finds itself in the same state. */
		end += length;
	}
	submit(s, n, end, event->type, count, tid);
}

#endif
