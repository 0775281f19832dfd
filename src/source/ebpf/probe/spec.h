/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The capture table: which event a syscall becomes in each direction, and where the value of each parameter comes from. Written by
 * user space from the event definitions (`src/source/ebpf/table`); the numbers here are those of `src/event/capture.ts`, and a test
 * holds the two together.
 */
#ifndef TSDIG_SPEC_H
#define TSDIG_SPEC_H

#include "kernel.h"

/* Numbers of 64-bit syscalls first, then those of 32-bit tasks; the last of each half stands for all numbers above. */
#define SYSCALL_COUNT 512
#define SYSCALL_MASK (SYSCALL_COUNT - 1)
#define TABLE_COUNT (2 * SYSCALL_COUNT)
/* Parameters of an event at most. */
#define PARAM_COUNT 32
#define FLAG_TABLE_COUNT 64
#define FLAG_TABLE_ENTRIES 64

enum {
	/* The event is wanted. */
	EVENT_EMIT = 1,
	/* It changes the state of threads or fds: never filtered by who or what. */
	EVENT_STATE = 2,
	/* It changes who the thread itself is: what was found of it before holds no longer. */
	EVENT_CHANGE = 4,
};

struct syscall_entry {
	/* Indices into the event table. */
	u16 event[2];
	/* The number that names the syscall in capture files (PPM_SC_*). */
	u16 code;
	/* EVENT_* of the enter and the exit. */
	u8 flags[2];
};

/* Registers of a syscall, in the order operands name them. */
enum {
	REG_ARG0,
	REG_RESULT = 6,
	REG_NUMBER = 7,
	REG_CODE = 8,
	/* Always 0. */
	REG_ZERO = 15,
	REG_COUNT = 16,
};

/* Where a value comes from. The first is taken in the event loop, all others by capture(). */
enum source {
	SOURCE_REGISTER,      /* register a, shifted left and back by b bits with its sign, plus immediate */
	SOURCE_MEMORY,        /* user memory: b bytes at register a plus immediate; b & SIGNED: with sign */
	SOURCE_TIMESPEC,      /* struct timespec at register a, in ns */
	SOURCE_OPEN_MODE,     /* mode of an open: register a, 0 unless the flags (register b) create a file */
	SOURCE_OPEN_HOW_MODE, /* the same out of the struct open_how at register a */
	SOURCE_STRING,        /* NUL-terminated text at register a */
	SOURCE_DATA,          /* bytes at register a, as many as the result says and the snaplen allows */
	SOURCE_DATA_SENT,     /* the same; where the result is not above 0, register b says how many */
	SOURCE_SOCKADDR,      /* struct sockaddr at register a, its length in register b */
	SOURCE_TUPLE,         /* both ends of the socket; a: how the peer is found (enum peer) */
	SOURCE_VECTOR_DATA,   /* bytes of the struct iovec array at register a, b of them */
	SOURCE_VECTOR_SIZE,   /* sum of its lengths */
	SOURCE_MESSAGE_DATA,  /* bytes of the struct msghdr at register a */
	SOURCE_MESSAGE_SIZE,  /* sum of its lengths */
	SOURCE_POLL,          /* struct pollfd array at register a, b of them; immediate 0: asked, 1: answered */
	SOURCE_FILE_DEVICE,   /* device of fd a */
	SOURCE_FILE_INODE,    /* inode number of fd a */
	SOURCE_PIPE_INODE,    /* inode number of the first fd in user memory at register a */
	SOURCE_QUEUE,         /* accept queue of fd a; b: enum queue */
	SOURCE_SOCKET_PAIR,   /* kernel address of the first (b 0) or second end of the pair in user memory at register a */
	SOURCE_TASK,          /* the current thread; a: enum task_value */
	SOURCE_CLONE_FLAGS,   /* a: none, register 0 or struct clone_args there (enum clone_flags_at) */
	SOURCE_COMM,
	SOURCE_EXE,           /* argv[0]; where the result is an error, of the argv at register a (0xff: empty) */
	SOURCE_ARGUMENTS,     /* the rest of argv; must directly follow SOURCE_EXE */
	SOURCE_ENVIRONMENT,   /* where the result is an error, the envp at register a */
	SOURCE_CGROUPS,
	SOURCE_EMPTY,         /* a text without characters */
	SOURCE_PTRACE_ADDR,   /* register 2 as a variant */
	SOURCE_PTRACE_DATA,   /* register 3 as the variant the request (register 0) has */
	SOURCE_SOCKOPT,       /* option value at register 3; b: its length is register 4 (0) or the int there (1) */
	SOURCE_SOCKOPT_NAME,  /* register 2 by the flag table, if the level (register 1) is SOL_SOCKET */
	SOURCE_QUOTA,         /* a: enum quota_value */
	SOURCE_SEM_VALUE,     /* register 3 if the command (register 2) is SETVAL */
	SOURCE_SEM_BUFFER,    /* b bytes at immediate of the struct sembuf array at register 1, if register 2 says they are there */
	SOURCE_RECEIVED_SIZE, /* the result; 0 where it is an error */
	SOURCE_BPF_RESULT,    /* the result of bpf as the variant its command (register 0) has */
	SOURCE_REGISTER_PAIR, /* register a and, above it, register b: how 32-bit programs give numbers of 64 bits */
};

/* Bit of operand b of SOURCE_MEMORY. */
#define SIGNED 0x80

enum peer {
	PEER_CONNECT,      /* the address in register 1 (length: register 2) */
	PEER_ACCEPTED,     /* the accepted socket's own (fd: result), seen from the peer */
	PEER_SENDTO,       /* the address in register 4 (length: register 5) */
	PEER_RECVFROM,     /* the same (length: int at register 5), seen from the peer */
	PEER_SENDMSG,      /* the address in the struct msghdr at register 1 */
	PEER_RECVMSG,      /* the same, seen from the peer */
};

enum queue { QUEUE_PERCENT, QUEUE_LENGTH, QUEUE_MAXIMUM };

enum task_value {
	TASK_TID,
	TASK_PID,
	TASK_PARENT_TID,
	TASK_FD_LIMIT,
	TASK_MAJOR_FAULTS,
	TASK_MINOR_FAULTS,
	TASK_VM_SIZE, /* KiB */
	TASK_VM_RSS,
	TASK_VM_SWAP,
	TASK_EUID,
	TASK_EGID,
	TASK_VTID, /* ids as the thread's own pid namespace sees them */
	TASK_VPID,
	TASK_VPGID,
	TASK_TTY,
	TASK_LOGINUID,
	TASK_EXE_FLAGS,
};

enum clone_flags_at { CLONE_FLAGS_NONE, CLONE_FLAGS_REGISTER, CLONE_FLAGS_MEMORY };

enum quota_value {
	QUOTA_ID,
	QUOTA_FORMAT,
	QUOTA_FILE,
	QUOTA_BLOCK_HARD,
	QUOTA_BLOCK_SOFT,
	QUOTA_SPACE,
	QUOTA_INODE_HARD,
	QUOTA_INODE_SOFT,
	QUOTA_BLOCK_TIME,
	QUOTA_INODE_TIME,
	QUOTA_BLOCK_GRACE,
	QUOTA_INODE_GRACE,
	QUOTA_INFO_FLAGS,
	QUOTA_FORMAT_OUT,
};

enum {
	/* Where the result is an error, the value is the default. */
	PARAM_ON_SUCCESS = 1,
	/* The default is -1, not 0. */
	PARAM_DEFAULT_MINUS_ONE = 2,
	/* Of a register only the low 32 bits; the flag is the number of bits that go. */
	PARAM_UNSIGNED_INT = 32,
};

/* One parameter; passed by value as 64 bits. */
struct param_spec {
	u8 source;
	u8 a, b;
	/* Bytes the value takes in the event. */
	u8 width;
	/* Flag table to translate the value by, plus 1. */
	u8 table;
	u8 flags;
	s16 immediate;
};

struct event_spec {
	u16 type;
	u16 count;
	u32 reserved;
	struct param_spec params[PARAM_COUNT];
};

/* The kernel's value of a flag and the capture file's: `(v & mask) == value` adds `out`. */
struct flag_entry {
	u32 mask, value, out;
};

struct flag_table {
	u32 count;
	/* What a value becomes that no entry matches. */
	u32 otherwise;
	/* Bits that are the same in both. */
	u32 same;
	u32 reserved;
	struct flag_entry entries[FLAG_TABLE_ENTRIES];
};

#endif
