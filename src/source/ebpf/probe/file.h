/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* What an fd of the current thread is: its struct file, device and inode. */
#ifndef TSDIG_FILE_H
#define TSDIG_FILE_H

#include "state.h"

static __always_inline struct file *file_of(s64 fd)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file *file = NULL;
	if (fd < 0 || fd >= BPF_CORE_READ(table, max_fds))
		return NULL;
	struct file **files = BPF_CORE_READ(table, fd);
	bpf_probe_read_kernel(&file, sizeof(file), files + (u32)fd);
	return file;
}

/* As stat(2) gives it to user space: 20 bits of minor around 12 of major. */
static __always_inline u32 user_device(u32 kernel)
{
	u32 major = kernel >> 20, minor = kernel & 0xfffff;
	return (minor & 0xff) | (major << 8) | ((minor & ~0xffu) << 12);
}

static __always_inline u32 file_device(s64 fd)
{
	struct file *file = file_of(fd);
	return file ? user_device(BPF_CORE_READ(file, f_inode, i_sb, s_dev)) : 0;
}

static __always_inline u64 file_inode_number(s64 fd)
{
	struct file *file = file_of(fd);
	return file ? BPF_CORE_READ(file, f_inode, i_ino) : 0;
}

#endif
