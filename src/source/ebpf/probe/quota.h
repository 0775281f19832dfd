/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* quotactl: one call for many commands, each with its own struct behind the address argument. */
#ifndef TSDIG_QUOTA_H
#define TSDIG_QUOTA_H

#include "translate.h"
#include "user.h"

/* linux/quota.h, linux/dqblk_xfs.h: commands without their type, which is the low byte of the argument */
#define COMMAND_SHIFT 8
/* No format: becomes what the table has for an unknown one. */
#define NO_FORMAT 0xffffffff
#define Q_QUOTAON 0x800002
#define Q_GETFMT 0x800004
#define Q_GETINFO 0x800005
#define Q_SETINFO 0x800006
#define Q_GETQUOTA 0x800007
#define Q_SETQUOTA 0x800008
#define Q_XGETQUOTA 0x5803
#define Q_XSETQLIM 0x5804

/* struct if_dqblk and struct if_dqinfo: where the bits stand that say which members count */
#define BLOCK_VALID_AT 64
#define INFO_VALID_AT 20

static __always_inline u64 quota_member(u64 address, u32 valid_at, u32 valid_bit, u32 member_at, u32 bytes)
{
	u64 valid = 0, value = 0;
	if (!read_number(address + valid_at, 4, &valid) || !(valid & valid_bit))
		return 0;
	read_number(address + member_at, bytes, &value);
	return value;
}

static __always_inline u64 quota_number(struct scratch *s, u32 which, u32 table)
{
	u64 *reg = s->registers;
	u32 command = (u32)reg[0] >> COMMAND_SHIFT;
	bool has_block = command == Q_GETQUOTA || command == Q_SETQUOTA;
	bool has_info = command == Q_GETINFO || command == Q_SETINFO;
	u64 address = reg[3], value = 0;
	switch (which) {
	case QUOTA_ID:
		return has_block || command == Q_XGETQUOTA || command == Q_XSETQLIM ? (u32)reg[2] : 0;
	case QUOTA_FORMAT:
		return translate(table, command == Q_QUOTAON ? (u32)reg[2] : NO_FORMAT);
	case QUOTA_FORMAT_OUT:
		if (command != Q_GETFMT || !read_number(address, 4, &value))
			value = NO_FORMAT;
		return translate(table, (u32)value);
	}
	u32 valid_at = BLOCK_VALID_AT, bit, member_at, bytes = 8;
	switch (which) {
	case QUOTA_BLOCK_HARD:
		bit = 1;
		member_at = 0;
		break;
	case QUOTA_BLOCK_SOFT:
		bit = 1;
		member_at = 8;
		break;
	case QUOTA_SPACE:
		bit = 2;
		member_at = 16;
		break;
	case QUOTA_INODE_HARD:
		bit = 4;
		member_at = 24;
		break;
	case QUOTA_INODE_SOFT:
		bit = 4;
		member_at = 32;
		break;
	case QUOTA_BLOCK_TIME:
		bit = 16;
		member_at = 48;
		break;
	case QUOTA_INODE_TIME:
		bit = 32;
		member_at = 56;
		break;
	case QUOTA_BLOCK_GRACE:
		valid_at = INFO_VALID_AT;
		bit = 1;
		member_at = 0;
		break;
	case QUOTA_INODE_GRACE:
		valid_at = INFO_VALID_AT;
		bit = 2;
		member_at = 8;
		break;
	default:
		valid_at = INFO_VALID_AT;
		bit = 4;
		member_at = 16;
		bytes = 4;
	}
	if (valid_at == BLOCK_VALID_AT ? !has_block : !has_info)
		return 0;
	return quota_member(address, valid_at, bit, member_at, bytes);
}

static __always_inline u32 put_quota_file(struct scratch *s, u32 position)
{
	u64 *reg = s->registers;
	return (u32)reg[0] >> COMMAND_SHIFT == Q_QUOTAON ? put_string(s, position, reg[3]) : put_null_text(s, position);
}

#endif
