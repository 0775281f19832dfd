import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOfNative, nativeSyscallNumber } from '../../../../src/event/index.ts';
import { because, loadingObstacle } from '../load/support.ts';
import { dataAddress, type Ia32Call, ia32Program, words } from './ia32.ts';
import { type LiveEvent, recordProgram, type Value } from './record.ts';

const obstacle = await loadingObstacle();
const folder = mkdtempSync(join(tmpdir(), 'tsdig-ia32-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EXIT: Ia32Call = [1, 0];
const anyNumber: unknown = expect.any(Number);
const PIPE_WRITE = 1;

/** What a 32-bit program does from its first own call to its death, started by a command where one is given. */
async function record(calls: readonly Ia32Call[], data?: Buffer, by: readonly string[] = []): Promise<readonly LiveEvent[]> {
  const path = join(folder, 'program');
  writeFileSync(path, ia32Program([...calls, EXIT], data));
  chmodSync(path, 0o755);
  const [command = path, ...args] = [...by, path];
  const { events, pid } = await recordProgram(command, args);
  const own = events.filter(({ tid, code }) => tid === pid && !/SCHEDSWITCH|SIGNALDELIVER|PROCINFO/.test(code));
  const executed = own.findLastIndex(({ code }) => code.startsWith('PPME_SYSCALL_EXECVE'));
  return own.slice(executed);
}

const shape = (events: readonly LiveEvent[]): [string, ...Value[]][] =>
  events.map(({ code, values }) => [code.replace(/^PPME_(SYSCALL_)?/, ''), ...values]);

describe.skipIf(obstacle !== undefined)(`calls of 32-bit programs live${because(obstacle)}`, () => {
  test('are known by their own numbers, with arguments out of their own registers', async () => {
    const name = join(folder, 'none');
    const events = await record([
      [5, name, 2, 0],
      [19, 0, 7, 1],
      [20],
      [195, name, { bytes: Buffer.alloc(96) }],
      [140, 0, 1, 2, { bytes: Buffer.alloc(8) }, 0],
      [180, -1, { bytes: Buffer.alloc(4) }, 4, 5, 1],
      [192, 0, 4096, 1, 0x22, -1, 3],
      [199],
      [173, 0],
    ]);
    const seen = shape(events);
    expect(seen[0]?.slice(0, 4)).toEqual(['EXECVE_19_X', 0, join(folder, 'program'), '']);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['OPEN_E', name, 3, 0],
        ['LSEEK_E', 0, 7, 1],
        ['GENERIC_E', anyNumber, 20],
        ['STAT64_X', -2, name],
        ['LLSEEK_E', 0, 2 ** 32 + 2, 0],
        ['PREAD_E', -1, 4, 2 ** 32 + 5],
        ['PREAD_X', -9, ''],
        ['MMAP2_E', 0, 4096, 1, anyNumber, -1, 3],
        ['GETUID_X', 0],
      ]),
    );
  });

  test('give what lies in structs of 32-bit members', async () => {
    const at = dataAddress(5);
    // "one" and "three" of two vectors, the struct msghdr that holds them, a struct timespec.
    const vectors = words(at + 16, 3, at + 19, 5);
    const data = Buffer.concat([vectors, Buffer.from('onethree'), words(0, 0, at, 2, 0, 0, 0), words(0, 2_000_000)]);
    const events = await record(
      [
        [146, PIPE_WRITE, at, 2],
        [370, 999, at + 24, 0],
        [162, at + 52, 0],
        [75, 4, { bytes: words(7, -1) }],
      ],
      data,
    );
    expect(shape(events)).toEqual(
      expect.arrayContaining([
        ['WRITEV_E', PIPE_WRITE, 8],
        ['WRITEV_X', 8, 'onethree'],
        ['SOCKET_SENDMSG_E', 999, 8, ''],
        ['SOCKET_SENDMSG_X', -88 + 79, 'onethree'],
        ['NANOSLEEP_E', 2_000_000],
        ['SETRLIMIT_X', 0, 7, -1],
      ]),
    );
  });

  test('come out of ipc, whose calls have their arguments in another order', async () => {
    // In a namespace without semaphores the first set is number 0.
    const events = await record(
      [
        [117, 2, 0, 1, 0o1600],
        [117, 1, 0, 1, 0, { bytes: Buffer.from('000002000018', 'hex') }],
        [117, 3, 0, 0, 16, { bytes: words(77) }],
        [117, 24, -1, 0, 0],
      ],
      undefined,
      ['unshare', '-i'],
    );
    expect(shape(events)).toEqual(
      expect.arrayContaining([
        ['SEMGET_E', 0, 1, anyNumber],
        ['SEMOP_E', 0],
        ['SEMOP_X', 0, 1, 0, 2, 3, 0, 0, 0],
        ['SEMCTL_E', 0, 0, anyNumber, 77],
        ['GENERIC_E', codeOfNative(nativeSyscallNumber('shmctl')!), 117],
      ]),
    );
  });

  test('come out of socketcall and out of the oldest mmap, whose arguments lie in memory', async () => {
    const events = await record([
      [102, 1, { bytes: words(2, 2, 0) }],
      [102, 4, { bytes: words(999, 5) }],
      [90, { bytes: words(0, 8192, 3, 0x22, -1, 0) }],
    ]);
    expect(shape(events)).toEqual(
      expect.arrayContaining([
        ['SOCKET_SOCKET_E', 2, 2, 0],
        ['SOCKET_SOCKET_X', anyNumber],
        ['SOCKET_LISTEN_E', 999, 5],
        ['SOCKET_LISTEN_X', -9],
        ['MMAP_E', 0, 8192, 3, anyNumber, anyNumber, 0],
      ]),
    );
  });
});
