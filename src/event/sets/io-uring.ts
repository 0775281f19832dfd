import { bits, flagSet, same } from './define.ts';

/** Flags of io_uring_setup. Kernel numbers: linux/io_uring.h; IORING_SQ_NEED_WAKEUP is a flag of the ring, not of the call. */
export const ioUringSetupFlags = flagSet('io_uring_setup_flags', bits, [
  ['IORING_SETUP_IOPOLL', 1 << 0, 1 << 0],
  ['IORING_SETUP_SQPOLL', 1 << 1, 1 << 1],
  ['IORING_SQ_NEED_WAKEUP', 1 << 2],
  ['IORING_SETUP_SQ_AFF', 1 << 3, 1 << 2],
  ['IORING_SETUP_CQSIZE', 1 << 4, 1 << 3],
  ['IORING_SETUP_CLAMP', 1 << 5, 1 << 4],
  ['IORING_SETUP_ATTACH_WQ', 1 << 6, 1 << 5],
  ['IORING_SETUP_R_DISABLED', 1 << 7, 1 << 6],
]);

/** Features that io_uring_setup answers. */
export const ioUringSetupFeats = flagSet('io_uring_setup_feats', same(), [
  ['IORING_FEAT_SINGLE_MMAP', 1 << 0],
  ['IORING_FEAT_NODROP', 1 << 1],
  ['IORING_FEAT_SUBMIT_STABLE', 1 << 2],
  ['IORING_FEAT_RW_CUR_POS', 1 << 3],
  ['IORING_FEAT_CUR_PERSONALITY', 1 << 4],
  ['IORING_FEAT_FAST_POLL', 1 << 5],
  ['IORING_FEAT_POLL_32BITS', 1 << 6],
  ['IORING_FEAT_SQPOLL_NONFIXED', 1 << 7],
  ['IORING_FEAT_ENTER_EXT_ARG', 1 << 8],
  ['IORING_FEAT_NATIVE_WORKERS', 1 << 9],
  ['IORING_FEAT_RSRC_TAGS', 1 << 10],
]);

/** Flags of io_uring_enter. */
export const ioUringEnterFlags = flagSet('io_uring_enter_flags', bits, [
  ['IORING_ENTER_GETEVENTS', 1 << 0, 1 << 0],
  ['IORING_ENTER_SQ_WAKEUP', 1 << 1, 1 << 1],
  ['IORING_ENTER_SQ_WAIT', 1 << 2, 1 << 2],
  ['IORING_ENTER_EXT_ARG', 1 << 3, 1 << 3],
]);

/** Operation of io_uring_register: exactly one. */
export const ioUringRegisterOpcodes = flagSet('io_uring_register_opcodes', same(), [
  ['IORING_REGISTER_BUFFERS', 0],
  ['IORING_UNREGISTER_BUFFERS', 1],
  ['IORING_REGISTER_FILES', 2],
  ['IORING_UNREGISTER_FILES', 3],
  ['IORING_REGISTER_EVENTFD', 4],
  ['IORING_UNREGISTER_EVENTFD', 5],
  ['IORING_REGISTER_FILES_UPDATE', 6],
  ['IORING_REGISTER_EVENTFD_ASYNC', 7],
  ['IORING_REGISTER_PROBE', 8],
  ['IORING_REGISTER_PERSONALITY', 9],
  ['IORING_UNREGISTER_PERSONALITY', 10],
  ['IORING_REGISTER_RESTRICTIONS', 11],
  ['IORING_REGISTER_ENABLE_RINGS', 12],
  ['IORING_REGISTER_FILES2', 13],
  ['IORING_REGISTER_FILES_UPDATE2', 14],
  ['IORING_REGISTER_BUFFERS2', 15],
  ['IORING_REGISTER_BUFFERS_UPDATE', 16],
  ['IORING_REGISTER_IOWQ_AFF', 17],
  ['IORING_UNREGISTER_IOWQ_AFF', 18],
  ['IORING_REGISTER_IOWQ_MAX_WORKERS', 19],
  ['IORING_REGISTER_RING_FDS', 20],
  ['IORING_UNREGISTER_RING_FDS', 21],
]);
