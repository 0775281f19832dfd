import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { program } from '../support/program.ts';

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The niceness of a thread: proc(5), field 19 of `stat`; a name may have spaces. */
function niceOf(pid: number, tid: string): number {
  const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

describe.runIf(existsSync('/proc/self/task'))('the threads the engine has beside the program', () => {
  // Waits for a file that never comes.
  const child = spawn(process.execPath, [program, '-r', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  afterEach(() => child.kill('SIGKILL'));

  it('come after it, and after everybody else', async () => {
    const { pid = 0 } = child;
    const others = () => readdirSync(`/proc/${pid}/task`).filter((tid) => Number(tid) !== pid);
    const nices = () => others().map((tid) => niceOf(pid, tid) - niceOf(process.pid, String(process.pid)));
    for (let i = 0; i < 200 && !nices().includes(10); i++) await sleep(20);
    expect(nices().filter((nice) => nice === 10).length).toBeGreaterThanOrEqual(4);
    expect(niceOf(pid, String(pid))).toBe(niceOf(process.pid, String(process.pid)));
  });
});
