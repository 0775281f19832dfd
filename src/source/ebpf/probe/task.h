/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Facts about the current thread. */
#ifndef TSDIG_TASK_H
#define TSDIG_TASK_H

#include "file.h"

#define RLIMIT_NOFILE 7
#define PAGE_KIB 4
#define OVERLAY_MAGIC 0x794c7630
#define CAP_DAC_OVERRIDE 1
#define CAP_FOWNER 3
/* PPM_EXE_* */
#define EXE_WRITABLE 1
#define EXE_UPPER_LAYER 2
/* PPM_CL_CHILD_IN_PIDNS */
#define CLONE_CHILD_IN_PID_NAMESPACE (1u << 29)

/* The number of `pid` in the innermost namespace that has one for it. */
static __always_inline s32 innermost_number(struct pid *pid, struct pid_namespace **namespace)
{
	struct upid innermost = {};
	u32 level = BPF_CORE_READ(pid, level) & 31;
	void *numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	bpf_probe_read_kernel(&innermost, sizeof(innermost), numbers + level * bpf_core_type_size(struct upid));
	if (namespace)
		*namespace = innermost.ns;
	return innermost.nr;
}

/* Pages of one kind. A macro, for the index must be a constant where the access is written: the elements' size is the kernel's. */
#define MEMORY_COUNTER(mm, which)                                                                                                         \
	({                                                                                                                                \
		struct mm_struct___old *old_ = (void *)(mm);                                                                              \
		s64 pages_;                                                                                                               \
		if (bpf_core_field_exists(old_->rss_stat.count))                                                                          \
			pages_ = BPF_CORE_READ(old_, rss_stat.count[which].counter);                                                      \
		else                                                                                                                      \
			pages_ = BPF_CORE_READ(mm, rss_stat[which].count);                                                                \
		pages_ < 0 ? 0 : pages_;                                                                                                  \
	})

static __always_inline u64 resident_kib(struct mm_struct *mm)
{
	return (MEMORY_COUNTER(mm, MM_FILEPAGES) + MEMORY_COUNTER(mm, MM_ANONPAGES) + MEMORY_COUNTER(mm, MM_SHMEMPAGES)) * PAGE_KIB;
}

/* The number of the controlling terminal's device, 0 without one. */
static __always_inline u32 terminal(struct task_struct *task)
{
	struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);
	if (!tty)
		return 0;
	u32 major = BPF_CORE_READ(tty, driver, major);
	u32 minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
	return user_device((major << 20) | (minor & 0xfffff));
}

static __always_inline u32 exe_flags(struct task_struct *task)
{
	struct file *exe = BPF_CORE_READ(task, mm, exe_file);
	if (!exe)
		return 0;
	struct inode *inode = BPF_CORE_READ(exe, f_inode);
	const struct cred *cred = BPF_CORE_READ(task, cred);
	u64 capabilities = 0;
	u32 flags = 0;
	bpf_core_read(&capabilities, sizeof(capabilities), &cred->cap_effective);
	u32 mode = BPF_CORE_READ(inode, i_mode);
	if (BPF_CORE_READ(cred, fsuid.val) == BPF_CORE_READ(inode, i_uid.val) || (mode & 02) ||
	    (BPF_CORE_READ(cred, fsgid.val) == BPF_CORE_READ(inode, i_gid.val) && (mode & 020)) ||
	    (capabilities & ((1 << CAP_DAC_OVERRIDE) | (1 << CAP_FOWNER))))
		flags |= EXE_WRITABLE;
	if (BPF_CORE_READ(inode, i_sb, s_magic) == OVERLAY_MAGIC) {
		/* struct ovl_inode: the dentry in the upper layer follows the inode. */
		void *upper = NULL;
		bpf_probe_read_kernel(&upper, sizeof(upper), (void *)inode + bpf_core_type_size(struct inode));
		if (upper)
			flags |= EXE_UPPER_LAYER;
	}
	return flags;
}

static __always_inline bool in_pid_namespace(struct task_struct *task)
{
	struct pid_namespace *own = NULL;
	innermost_number(BPF_CORE_READ(task, thread_pid), &own);
	return BPF_CORE_READ(own, level) != 0 || BPF_CORE_READ(task, nsproxy, pid_ns_for_children) != own;
}

__attribute__((noinline)) u64 task_value(u32 which)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct mm_struct *mm;
	switch (which) {
	case TASK_TID:
		return (s64)BPF_CORE_READ(task, pid);
	case TASK_PID:
		return (s64)BPF_CORE_READ(task, tgid);
	case TASK_PARENT_TID:
		return (s64)BPF_CORE_READ(task, real_parent, pid);
	case TASK_FD_LIMIT:
		return BPF_CORE_READ(task, signal, rlim[RLIMIT_NOFILE].rlim_cur);
	case TASK_MAJOR_FAULTS:
		return BPF_CORE_READ(task, maj_flt);
	case TASK_MINOR_FAULTS:
		return BPF_CORE_READ(task, min_flt);
	case TASK_VM_SIZE:
		mm = BPF_CORE_READ(task, mm);
		return mm ? BPF_CORE_READ(mm, total_vm) * PAGE_KIB : 0;
	case TASK_VM_RSS:
		mm = BPF_CORE_READ(task, mm);
		return mm ? resident_kib(mm) : 0;
	case TASK_VM_SWAP:
		mm = BPF_CORE_READ(task, mm);
		return mm ? MEMORY_COUNTER(mm, MM_SWAPENTS) * PAGE_KIB : 0;
	case TASK_EUID:
		return BPF_CORE_READ(task, cred, euid.val);
	case TASK_EGID:
		return BPF_CORE_READ(task, cred, egid.val);
	case TASK_VTID:
		return (s64)innermost_number(BPF_CORE_READ(task, thread_pid), NULL);
	case TASK_VPID:
		return (s64)innermost_number(BPF_CORE_READ(task, signal, pids[PIDTYPE_TGID]), NULL);
	case TASK_VPGID:
		return (s64)innermost_number(BPF_CORE_READ(task, signal, pids[PIDTYPE_PGID]), NULL);
	case TASK_TTY:
		return terminal(task);
	case TASK_LOGINUID:
		return bpf_core_field_exists(task->loginuid) ? BPF_CORE_READ(task, loginuid.val) : (u32)-1;
	case TASK_EXE_FLAGS:
		return exe_flags(task);
	}
	return 0;
}

#endif
