import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { errnoName, eventNumber, L4Proto, l4ProtoName, signalName } from '../../src/event/index.ts';
import { int, type MinimalEvent } from '../support/minimal-capture.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

/** `res=-2(ENOENT)` of a close that failed so, for each number. */
function sysdigNames(type: number, numbers: readonly number[], params: (number: number) => readonly Uint8Array[]): (string | undefined)[] {
  const events: MinimalEvent[] = numbers.map((number) => ({ type, params: params(number) }));
  return sysdigOn(events, '-p', '%evt.args').map((line) => /\(([A-Z0-9_]+)\)/.exec(line)?.[1]);
}

describe('names of errors', () => {
  it('are those the system has for its numbers', () => {
    // Two names for one number: the kernel's own is shown.
    const aliases = new Set(['EWOULDBLOCK', 'EDEADLOCK', 'ENOTSUP']);
    for (const [name, number] of Object.entries(constants.errno)) {
      if (!aliases.has(name)) expect(errnoName(number)).toBe(name);
    }
  });

  it('number 131 that programs see, and 15 that stay in the kernel', () => {
    const named = Array.from({ length: 600 }, (_, number) => number).filter((number) => errnoName(number) !== undefined);
    expect(named.filter((number) => number < 512)).toHaveLength(131);
    expect(named.filter((number) => number >= 512)).toHaveLength(15);
    expect(named.at(-1)).toBe(530);
    expect(errnoName(133)).toBe('EHWPOISON');
  });

  it('are missing for what is no error', () => {
    expect(errnoName(0)).toBeUndefined();
    expect(errnoName(41)).toBeUndefined();
    expect(errnoName(-2)).toBeUndefined();
    expect(errnoName(1e9)).toBeUndefined();
  });

  it.skipIf(!hasSysdig)(`are sysdig's, which has none for 126 to 133 (${noSysdig})`, () => {
    const numbers = Array.from({ length: 600 }, (_, i) => i + 1);
    const theirs = sysdigNames(eventNumber('PPME_SYSCALL_CLOSE_X'), numbers, (number) => [int(8, -number)]);
    const ours = numbers.map((number) => (number >= 126 && number <= 133 ? undefined : errnoName(number)));
    expect(theirs).toEqual(ours);
  });
});

describe('names of signals', () => {
  it('are those the system has for its numbers', () => {
    const aliases = new Set(['SIGIOT', 'SIGPOLL', 'SIGUNUSED']);
    for (const [name, number] of Object.entries(constants.signals)) {
      if (!aliases.has(name)) expect(signalName(number)).toBe(name);
    }
  });

  it.skipIf(!hasSysdig)(`are sysdig's, which has none for 0 and for real-time signals (${noSysdig})`, () => {
    const numbers = Array.from({ length: 256 }, (_, i) => i);
    const theirs = sysdigNames(eventNumber('PPME_SYSCALL_KILL_E'), numbers, (number) => [int(8, 1), int(1, number)]);
    expect(theirs).toEqual(numbers.map(signalName));
    expect(signalName(9)).toBe('SIGKILL');
    expect(signalName(34)).toBeUndefined();
  });
});

describe('names of protocols', () => {
  it('exist for what a socket can speak', () => {
    expect(l4ProtoName(L4Proto.tcp)).toBe('tcp');
    expect(l4ProtoName(L4Proto.raw)).toBe('raw');
    expect(l4ProtoName(L4Proto.none)).toBeUndefined();
    expect(l4ProtoName(77)).toBeUndefined();
  });
});
