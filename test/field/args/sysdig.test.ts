import { describe, expect, it } from 'vitest';
import { eventNumber } from '../../../src/event/index.ts';
import { event } from '../../support/events.ts';
import { linesOf } from '../../support/lines.ts';
import type { MinimalEvent } from '../../support/minimal-capture.ts';
import { random } from '../../support/random.ts';
import { pickBy, randomEvent, statelessTypes } from '../../support/random-events.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../../support/sysdig.ts';

/** A thread with a working directory, a file, a directory and a socket, so that fds and paths have names. */
const surroundings: readonly MinimalEvent[] = [
  event('PPME_SYSCALL_CHDIR_X', [0, '/srv/dir']),
  event('PPME_SYSCALL_OPEN_X', [3, '/etc/passwd', 1, 0, 0]),
  event('PPME_SYSCALL_OPEN_X', [0, '/tmp', 1, 0, 0]),
  event('PPME_SOCKET_SOCKET_E', [2, 1, 0]),
  event('PPME_SOCKET_SOCKET_X', [1]),
];

describe.runIf(hasSysdig)(`parameters of every event type look as in sysdig (${noSysdig} otherwise)`, () => {
  const pick = pickBy(random(1));
  const events = [...surroundings, ...Array.from({ length: 10 }, () => statelessTypes.map((type) => randomEvent(type, pick))).flat()];

  for (const [what, format, sysdigOptions, options] of [
    ['all of them', '*%evt.num %evt.dir %evt.type %evt.args', [], {}],
    ['one by one', '*%evt.num %evt.arg[0] %evt.arg[1] %evt.arg[2] %evt.arg[3] %evt.arg.fd %evt.arg.data %evt.arg.res', [], {}],
    ['uncut', '*%evt.num %evt.args', ['-v'], { verbose: true }],
    ['buffers as text', '*%evt.num %evt.args', ['-A'], { buffers: 'ascii' }],
    ['buffers in hexadecimal', '*%evt.num %evt.args', ['-x'], { buffers: 'hex' }],
    ['buffers in hexadecimal and as text', '*%evt.num %evt.args', ['-X'], { buffers: 'hexAscii' }],
    ['buffers in base64', '*%evt.num %evt.args', ['-b'], { buffers: 'base64' }],
    ['in JSON', '*%evt.num %evt.args %evt.res', ['-j'], { json: true }],
    [
      'what became of calls',
      '*%evt.num %evt.res %evt.rawres %evt.failed %evt.count.error %evt.count.error.other %evt.is_io %evt.io_dir %evt.category',
      [],
      {},
    ],
  ] as const) {
    it(what, () => {
      expect(linesOf(events, format, options)).toEqual(sysdigOn(events, ...sysdigOptions, '-p', format));
    });
  }

  it('raw, where parameters of one name are of several types', () => {
    const format = '*%evt.num %evt.rawarg.addr';
    const made = [event('PPME_SYSCALL_BRK_4_E', [4096])];
    expect(linesOf(made, format, {})).toEqual(sysdigOn(made, '-p', format));
  });

  it('the buffer alone', () => {
    // Of a `data` that is a number, sysdig prints as many digits as the buffer before had bytes.
    const ptrace = eventNumber('PPME_SYSCALL_PTRACE_X');
    const withBuffers = events.filter(({ type }) => type !== ptrace);
    for (const json of [false, true]) {
      const lines = linesOf(withBuffers, '*%evt.num %evt.buffer', { json });
      expect(lines).toEqual(sysdigOn(withBuffers, ...(json ? ['-j'] : []), '-p', '*%evt.num %evt.buffer'));
    }
  });
});
