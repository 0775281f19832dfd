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

#define TRAILER_BYTES 4
/* Bytes of a block whose parameters end at `end`. */
#define BLOCK_BYTES(end) ((((end) + 3) & ~3u) + TRAILER_BYTES)
#define PARAMS_AT(count) (LENGTHS_AT + 2 * (count))

#define EVENT_DROP_ENTER 148
#define EVENT_DROP_EXIT 149

static __always_inline void put_param_length(struct scratch *s, u32 index, u32 length)
{
	*(u16 *)at(s, LENGTHS_AT + 2 * index) = (u16)length;
}

static __always_inline void put_header(u8 *block, u32 total, u32 end, u32 cpu, u16 type, u32 count, u32 tid)
{
	*(u32 *)block = EVENT_BLOCK;
	*(u32 *)(block + 4) = total;
	*(u16 *)(block + 8) = (u16)cpu;
	*(u64 *)(block + 10) = bpf_ktime_get_boot_ns() + config.epoch_offset;
	*(s64 *)(block + 18) = (s64)(u64)tid;
	*(u32 *)(block + 26) = end - HEADER_AT;
	*(u16 *)(block + 30) = type;
	*(u32 *)(block + 32) = count;
}

/*
 * An event whose parameters all have a fixed length is built where it lies in the ring, which needs no scratch: such events can happen
 * while another is being built. `end` and `count` must be constants. NULL when the ring is full.
 */
static __always_inline u8 *begin_block(u32 end, u32 cpu, u16 type, u32 count, u32 tid)
{
	u32 total = BLOCK_BYTES(end);
	u8 *block = bpf_ringbuf_reserve(&ring, total, 0);
	if (!block)
		return NULL;
	*(u32 *)(block + total - 8) = 0;
	*(u32 *)(block + total - 4) = total;
	put_header(block, total, end, cpu, type, count, tid);
	return block;
}

static __always_inline void end_block(u8 *block)
{
	bpf_ringbuf_submit(block, BPF_RB_NO_WAKEUP);
}

/* One of the two events around a gap; its parameter is the number of events lost there. */
static __always_inline u8 *begin_drop(u32 cpu, u16 type, u32 tid, u32 lost)
{
	u8 *block = begin_block(PARAMS_AT(1) + 4, cpu, type, 1, tid);
	if (block) {
		*(u16 *)(block + LENGTHS_AT) = 4;
		*(u32 *)(block + PARAMS_AT(1)) = lost;
	}
	return block;
}

/* Puts the pair of drop events into the stream: 1, or 0 while the ring is still full. */
__attribute__((noinline)) u32 put_drop(u32 cpu, u32 tid, u32 lost)
{
	u8 *enter = begin_drop(cpu, EVENT_DROP_ENTER, tid, lost);
	if (!enter)
		return 0;
	u8 *exit = begin_drop(cpu, EVENT_DROP_EXIT, tid, lost);
	if (!exit) {
		bpf_ringbuf_discard(enter, BPF_RB_NO_WAKEUP);
		return 0;
	}
	end_block(enter);
	end_block(exit);
	return 1;
}

/* Before the first record that finds room after a loss on this CPU, the loss is made known. */
static __always_inline void announce_loss(struct counters *n, u32 cpu, u32 tid)
{
	u64 dropped = n->dropped;
	if (dropped != n->announced && put_drop(cpu, tid, (u32)(dropped - n->announced))) {
		n->seen += 2;
		n->delivered += 2;
		n->announced = dropped;
	}
}

/* Closes the record whose parameters end at `end`, and hands it to the ring. */
static __always_inline void submit(struct scratch *s, struct counters *n, u32 end, u16 type, u32 count, u32 tid)
{
	u32 total = BLOCK_BYTES(end);
	announce_loss(n, s->cpu, tid);
	put_header(s->buffer, total, end, s->cpu, type, count, tid);
	*(u32 *)at(s, end) = 0;
	*(u32 *)at(s, total - 4) = total;
	if (bpf_ringbuf_output(&ring, s->buffer, total & POSITION_MASK, BPF_RB_NO_WAKEUP))
		n->dropped++;
	else
		n->delivered++;
}

/* Neither a source but SOURCE_REGISTER nor a flag table: one test for what most parameters are. */
#define SOURCE_AND_TABLE 0xff000000ffull

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
		if (!(p.bits & SOURCE_AND_TABLE)) {
			*(u64 *)at(s, end) = register_value(s, p.spec);
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
