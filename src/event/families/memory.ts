import { arg, flags, int, result, task } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { memfdCreateFlags, mlock2Flags, mlockallFlags, mmapFlags, protFlags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Memory. One entry is one event type, both directions. */
export const memoryEvents = [
  pair(10, 'PPME_SYSCALL_BRK_1', 'brk', 'MEMORY', F.OLD_VERSION, {
    enter: [p('size', 'UINT32', 'DEC')],
    exit: [p('res', 'UINT64', 'HEX')],
  }),
  pair(158, 'PPME_SYSCALL_BRK_4', 'brk', 'MEMORY', F.DROP_SIMPLE_CONS, {
    enter: [p('addr', 'UINT64', 'HEX', { from: arg(0) })],
    exit: [
      p('res', 'UINT64', 'HEX', { from: result }),
      p('vm_size', 'UINT32', 'DEC', { from: task('vmSize') }),
      p('vm_rss', 'UINT32', 'DEC', { from: task('vmRss') }),
      p('vm_swap', 'UINT32', 'DEC', { from: task('vmSwap') }),
      added('addr', 'UINT64', 'HEX'),
    ],
    syscalls: ['brk'],
  }),
  pair(160, 'PPME_SYSCALL_MMAP', 'mmap', 'MEMORY', F.DROP_SIMPLE_CONS, {
    enter: [
      p('addr', 'UINT64', 'HEX', { from: arg(0) }),
      p('length', 'UINT64', 'DEC', { from: arg(1) }),
      p('prot', 'FLAGS32', 'HEX', { set: protFlags, from: flags(2) }),
      p('flags', 'FLAGS32', 'HEX', { set: mmapFlags, from: flags(3) }),
      p('fd', 'FD', 'DEC', { from: int(4) }),
      p('offset', 'UINT64', 'DEC', { from: arg(5) }),
    ],
    exit: [
      p('res', 'UINT64', 'HEX', { from: result }),
      p('vm_size', 'UINT32', 'DEC', { from: task('vmSize') }),
      p('vm_rss', 'UINT32', 'DEC', { from: task('vmRss') }),
      p('vm_swap', 'UINT32', 'DEC', { from: task('vmSwap') }),
      added('addr', 'UINT64', 'HEX'),
      added('length', 'UINT64', 'DEC'),
      added('prot', 'FLAGS32', 'HEX', { set: protFlags }),
      added('flags', 'FLAGS32', 'HEX', { set: mmapFlags }),
      added('fd', 'FD', 'DEC'),
      added('offset', 'UINT64', 'DEC'),
    ],
    syscalls: ['mmap'],
  }),
  pair(162, 'PPME_SYSCALL_MMAP2', 'mmap2', 'MEMORY', F.DROP_SIMPLE_CONS, {
    enter: [
      p('addr', 'UINT64', 'HEX', { from: arg(0) }),
      p('length', 'UINT64', 'DEC', { from: arg(1) }),
      p('prot', 'FLAGS32', 'HEX', { set: protFlags, from: flags(2) }),
      p('flags', 'FLAGS32', 'HEX', { set: mmapFlags, from: flags(3) }),
      p('fd', 'FD', 'DEC', { from: int(4) }),
      p('pgoffset', 'UINT64', 'DEC', { from: arg(5) }),
    ],
    exit: [
      p('res', 'UINT64', 'HEX', { from: result }),
      p('vm_size', 'UINT32', 'DEC', { from: task('vmSize') }),
      p('vm_rss', 'UINT32', 'DEC', { from: task('vmRss') }),
      p('vm_swap', 'UINT32', 'DEC', { from: task('vmSwap') }),
      added('addr', 'UINT64', 'HEX'),
      added('length', 'UINT64', 'DEC'),
      added('prot', 'FLAGS32', 'HEX', { set: protFlags }),
      added('flags', 'FLAGS32', 'HEX', { set: mmapFlags }),
      added('fd', 'FD', 'DEC'),
      added('pgoffset', 'UINT64', 'DEC'),
    ],
    syscalls: ['mmap2'],
  }),
  pair(164, 'PPME_SYSCALL_MUNMAP', 'munmap', 'MEMORY', F.DROP_SIMPLE_CONS, {
    enter: [p('addr', 'UINT64', 'HEX', { from: arg(0) }), p('length', 'UINT64', 'DEC', { from: arg(1) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('vm_size', 'UINT32', 'DEC', { from: task('vmSize') }),
      p('vm_rss', 'UINT32', 'DEC', { from: task('vmRss') }),
      p('vm_swap', 'UINT32', 'DEC', { from: task('vmSwap') }),
      added('addr', 'UINT64', 'HEX'),
      added('length', 'UINT64', 'DEC'),
    ],
    syscalls: ['munmap'],
  }),
  pair(328, 'PPME_SYSCALL_MPROTECT', 'mprotect', 'MEMORY', F.DROP_SIMPLE_CONS, {
    enter: [
      p('addr', 'UINT64', 'HEX', { from: arg(0) }),
      p('length', 'UINT64', 'DEC', { from: arg(1) }),
      p('prot', 'FLAGS32', 'HEX', { set: protFlags, from: flags(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('addr', 'UINT64', 'HEX'),
      added('length', 'UINT64', 'DEC'),
      added('prot', 'FLAGS32', 'HEX', { set: protFlags }),
    ],
    syscalls: ['mprotect'],
  }),
  pair(344, 'PPME_SYSCALL_MLOCK', 'mlock', 'MEMORY', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('addr', 'UINT64', 'HEX'), p('len', 'UINT64', 'DEC')],
    exitFlags: F.NONE,
  }),
  pair(346, 'PPME_SYSCALL_MUNLOCK', 'munlock', 'MEMORY', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('addr', 'UINT64', 'HEX'), p('len', 'UINT64', 'DEC')],
    exitFlags: F.NONE,
  }),
  pair(348, 'PPME_SYSCALL_MLOCKALL', 'mlockall', 'MEMORY', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('flags', 'FLAGS32', 'HEX', { set: mlockallFlags })],
    exitFlags: F.NONE,
  }),
  pair(350, 'PPME_SYSCALL_MUNLOCKALL', 'munlockall', 'MEMORY', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC')],
    exitFlags: F.NONE,
  }),
  pair(370, 'PPME_SYSCALL_MLOCK2', 'mlock2', 'MEMORY', F.OLD_VERSION, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('addr', 'UINT64', 'HEX'),
      p('len', 'UINT64', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: mlock2Flags }),
    ],
    exitFlags: F.NONE,
  }),
  pair(404, 'PPME_SYSCALL_MEMFD_CREATE', 'memfd_create', 'MEMORY', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('fd', 'FD', 'DEC'), p('name', 'CHARBUF'), p('flags', 'FLAGS32', 'HEX', { set: memfdCreateFlags })],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
];
