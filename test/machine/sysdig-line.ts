import { EventFlag, eventNumber } from '../../src/event/index.ts';
import type { EventContext } from '../../src/machine/index.ts';

const concernsFd = EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD;
const connectExit = eventNumber('PPME_SOCKET_CONNECT_X');

/** What sysdig is asked to show of each event. */
export const format =
  '*%evt.num|%thread.tid|%proc.name|%proc.pid|%proc.ppid|%proc.nthreads|%proc.cwd|%user.uid|%container.id|%evt.latency|%fd.num|%fd.name';

/** The same line from what the machine knows; fields of sysdig's that say more than that are taken from its line. */
export function line(context: EventContext, shown: string): string {
  const { evt, type, thread, fd, fdNumber, latency } = context;
  const known = thread === undefined ? Array(7).fill('<NA>') : undefined;
  const process = known ?? [
    thread!.comm,
    thread!.pid,
    thread!.main.ptid,
    thread!.threadCount,
    thread!.cwd,
    thread!.uid,
    thread!.containerId || 'host',
  ];
  const isAboutFd = thread !== undefined && (type.flags & concernsFd) !== 0;
  const named = fd !== undefined && !(evt.type === connectExit && context.errorCode !== 0);
  const fdText = isAboutFd ? [fdNumber, named ? fd.name : shown.split('|').at(-1)] : ['<NA>', '<NA>'];
  return [evt.num, evt.tid, ...process, latency, ...fdText].join('|');
}
