import { bits, flagSet, same } from './define.ts';

/** Flags of splice. */
export const spliceFlags = flagSet('splice_flags', same(), [
  ['SPLICE_F_MOVE', 1 << 0],
  ['SPLICE_F_NONBLOCK', 1 << 1],
  ['SPLICE_F_MORE', 1 << 2],
  ['SPLICE_F_GIFT', 1 << 3],
]);

/** Flags of close_range (linux/close_range.h). */
export const closeRangeFlags = flagSet('close_range_flags', same(6), [
  ['CLOSE_RANGE_UNSHARE', 1 << 1],
  ['CLOSE_RANGE_CLOEXEC', 1 << 2],
]);

/** Flags of epoll_create1. */
export const epollCreate1Flags = flagSet('epoll_create1_flags', bits, [['EPOLL_CLOEXEC', 1 << 0, 0o2000000]]);

/** What stands behind an fd without a file, in the tasks' fds a newer driver dumps at start. */
export const anonInodeFdTypes = flagSet('anon_inode_fd_types', undefined, [
  ['ANON_INODE_FD_TYPE_UNKNOWN', 0],
  ['ANON_INODE_FD_TYPE_EVENTFD', 1],
  ['ANON_INODE_FD_TYPE_EVENTPOLL', 2],
  ['ANON_INODE_FD_TYPE_INOTIFY', 3],
  ['ANON_INODE_FD_TYPE_SIGNALFD', 4],
  ['ANON_INODE_FD_TYPE_TIMERFD', 5],
  ['ANON_INODE_FD_TYPE_IO_URING', 6],
  ['ANON_INODE_FD_TYPE_USERFAULTFD', 7],
  ['ANON_INODE_FD_TYPE_PIDFD', 8],
  ['ANON_INODE_FD_TYPE_BPF_MAP', 9],
  ['ANON_INODE_FD_TYPE_BPF_PROG', 10],
  ['ANON_INODE_FD_TYPE_BPF_LINK', 11],
  ['ANON_INODE_FD_TYPE_BPF_ITER', 12],
  ['ANON_INODE_FD_TYPE_PERF_EVENT', 13],
]);
