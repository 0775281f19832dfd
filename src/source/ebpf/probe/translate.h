/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Flag values of this kernel become those of capture files, which are the same for all systems. */
#ifndef TSDIG_TRANSLATE_H
#define TSDIG_TRANSLATE_H

#include "state.h"

__attribute__((noinline)) u32 translate(u32 table, u32 value)
{
	struct flag_table *t = bpf_map_lookup_elem(&flag_tables, &table);
	if (!t)
		return value;
	u32 count = t->count;
	u32 out = value & t->same, matched = t->same;
	for (u32 i = 0; i < FLAG_TABLE_ENTRIES; i++) {
		if (i >= HIDDEN(count))
			break;
		struct flag_entry *entry = &t->entries[i];
		/* Without a branch, which would double what the verifier has to follow each time round: 1 where no bit differs. */
		u32 hit = (u32)(((u64)((value & entry->mask) ^ entry->value) - 1) >> 63);
		out |= entry->out & -hit;
		matched |= hit;
	}
	return matched ? out : t->otherwise;
}

#endif
