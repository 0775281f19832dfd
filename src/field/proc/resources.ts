import { kindOfFd, type Thread } from '../../machine/index.ts';
import { field } from '../define.ts';
import type { Extractor, FieldDefinition } from '../types.ts';

/** Of a process, in KiB or bytes; its other threads show 0, so that sums over threads count it once. */
function ofMain(read: (thread: Thread) => number, factor = 1): Extractor {
  return ({ thread }) => (thread === undefined ? undefined : thread.isMain ? read(thread) * factor : 0);
}

/** Percent of the fds a process may open that are open. */
function fdUsage(thread: Thread): number {
  const { fdLimit } = thread.main;
  return fdLimit > 0 ? (thread.main.fds.size * 100) / fdLimit : 0;
}

/** One of the three standard streams: 0, 1, 2. */
function stream(number: number, what: 'type' | 'name'): Extractor {
  return ({ thread }) => {
    const fd = thread?.fds.get(number);
    return fd === undefined ? undefined : what === 'name' ? fd.name : kindOfFd(fd.type)?.name;
  };
}

/** What the process uses: threads, fds, memory. */
export const resourceFields: readonly FieldDefinition[] = [
  field(
    'proc.nthreads',
    'UINT32',
    'DEC',
    'Threads',
    'Live threads of the process, the first one included.',
    ({ thread }) => thread?.threadCount,
  ),
  field(
    'proc.nchilds',
    'UINT32',
    'DEC',
    'Children',
    'Live threads of the process beside the first one; 0 on all but the first.',
    ({ thread }) => thread?.childCount,
  ),
  field('proc.fdopencount', 'UINT64', 'DEC', 'FD Count', 'How many fds the process has open.', ({ thread }) => thread?.main.fds.size),
  field('proc.fdlimit', 'INT64', 'DEC', 'FD Limit', 'How many fds the process may open.', ({ thread }) => thread?.main.fdLimit),
  field(
    'proc.fdusage',
    'DOUBLE',
    'DEC',
    'FD Usage',
    'Open fds in percent of those the process may open.',
    ({ thread }) => thread && fdUsage(thread),
  ),
  field('proc.vmsize', 'UINT64', 'DEC', 'VM Size', 'Address space of the process in KiB.', ({ thread }) => thread?.vmSize, {
    ofMemory: true,
  }),
  field('proc.vmrss', 'UINT64', 'DEC', 'VM RSS', 'Memory of the process that is in RAM, in KiB.', ({ thread }) => thread?.vmRss, {
    ofMemory: true,
  }),
  field('proc.vmswap', 'UINT64', 'DEC', 'VM Swap', 'Memory of the process that is swapped out, in KiB.', ({ thread }) => thread?.vmSwap, {
    ofMemory: true,
  }),
  field(
    'thread.vmsize',
    'UINT64',
    'DEC',
    'Thread VM Size (kb)',
    'Address space in KiB on the first thread of a process, 0 on the others.',
    ofMain(({ vmSize }) => vmSize),
    { ofMemory: true },
  ),
  field(
    'thread.vmrss',
    'UINT64',
    'DEC',
    'Thread VM RSS (kb)',
    'Memory in RAM in KiB on the first thread of a process, 0 on the others.',
    ofMain(({ vmRss }) => vmRss),
    { ofMemory: true },
  ),
  field(
    'thread.vmsize.b',
    'UINT64',
    'DEC',
    'Thread VM Size (b)',
    'The same as thread.vmsize, in bytes.',
    ofMain(({ vmSize }) => vmSize, 1024),
    { hidden: true, ofMemory: true },
  ),
  field(
    'thread.vmrss.b',
    'UINT64',
    'DEC',
    'Thread VM RSS (b)',
    'The same as thread.vmrss, in bytes.',
    ofMain(({ vmRss }) => vmRss, 1024),
    { hidden: true, ofMemory: true },
  ),
  field(
    'thread.pfmajor',
    'UINT64',
    'DEC',
    'Major Page Faults',
    'Page faults of the thread that had to read from disk.',
    ({ thread }) => thread?.pfMajor,
    { ofMemory: true },
  ),
  field(
    'thread.pfminor',
    'UINT64',
    'DEC',
    'Minor Page Faults',
    'Page faults of the thread that needed no disk.',
    ({ thread }) => thread?.pfMinor,
    { ofMemory: true },
  ),
  field(
    'proc.stdin.type',
    'CHARBUF',
    'NA',
    'Standard Input fd type',
    'Type of the fd the process reads its input from.',
    stream(0, 'type'),
  ),
  field(
    'proc.stdin.name',
    'CHARBUF',
    'NA',
    'Standard Input fd name',
    'Name of the fd the process reads its input from.',
    stream(0, 'name'),
  ),
  field(
    'proc.stdout.type',
    'CHARBUF',
    'NA',
    'Standard Output fd type',
    'Type of the fd the process writes its output to.',
    stream(1, 'type'),
  ),
  field(
    'proc.stdout.name',
    'CHARBUF',
    'NA',
    'Standard Output fd name',
    'Name of the fd the process writes its output to.',
    stream(1, 'name'),
  ),
  field(
    'proc.stderr.type',
    'CHARBUF',
    'NA',
    'Standard Error fd type',
    'Type of the fd the process writes its errors to.',
    stream(2, 'type'),
  ),
  field(
    'proc.stderr.name',
    'CHARBUF',
    'NA',
    'Standard Error fd name',
    'Name of the fd the process writes its errors to.',
    stream(2, 'name'),
  ),
];
