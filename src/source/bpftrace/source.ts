import {
  type BpftraceLabel,
  type BpftraceValue,
  bpftraceId,
  bpftraceThread,
  eventNumber,
  type InitialState,
  numberOf,
  type TimeBase,
} from '../../event/index.ts';
import { scanProc } from '../proc/index.ts';
import { type Batch, type EventSource, idleMs, type Progress, type SourceCounters } from '../types.ts';
import { BlockBatch } from './blocks.ts';
import { Child, type ChildEnd } from './child.ts';
import { RecordClock } from './clock.ts';
import { BpftraceError } from './errors.ts';
import { MessageReader } from './messages.ts';
import { findProgram } from './program.ts';
import { syscallEvent } from './syscall-event.ts';
import { readSyscallLine, type SyscallLine, syscallsScript, textBytes } from './syscalls-script.ts';

export interface BpftraceOptions {
  /** Path of the script; undefined: the one that comes with us and serves syscalls. */
  readonly script?: string | undefined;
  /** The command that runs `keep` with the command behind it. */
  readonly keeper: readonly [string, ...string[]];
  /** Where programs are looked for: `PATH`. */
  readonly searchPath: string;
  /** Pages of the buffer in which the events of a CPU wait for bpftrace; undefined: 4 MiB, for syscalls 32 MiB. */
  readonly bufferPages?: string | undefined;
  /** What times count from, where another source beside this one shares it. */
  readonly base?: TimeBase;
  /** Is given what bpftrace says beside its output, line by line, one char a byte: not fit for a terminal. */
  readonly onWarning?: (line: string) => void;
}

const notification = eventNumber('PPME_NOTIFICATION_E');

/** Longest texts of an event: a parameter has a length of 16 bits, with its NUL. */
const textMax = 65_000;
const nameMax = 256;
/** Bytes waiting from which bpftrace is no longer read, and it waits and counts what it loses. */
const waitingMax = 16 * 1024 * 1024;
const bufferPages = '1024';
/** All calls of the machine come in bursts that bpftrace is slow to print. */
const bufferPagesOfSyscalls = '8192';
/** Threads remembered, of the script that serves syscalls. */
const namesMax = 65_536;

/** Its own limit of locked memory, which only old kernels ask about: not worth a word where the script runs. */
const needless = /RLIMIT_MEMLOCK/;

/**
 * What a bpftrace script prints, as events. The process that runs it is started by {@link open} and ends with this source.
 * {@link open} rejects with BpftraceError; {@link nextBatch} too, where bpftrace ends with an error of its own later.
 */
export class BpftraceSource implements EventSource {
  readonly kind = 'bpftrace';
  readonly name: string;
  readonly live = true;
  readonly base: TimeBase;
  readonly #options: BpftraceOptions;
  readonly #clock = new RecordClock();
  readonly #names = new Map<number, string>();
  /** By thread: the call it is in, whose registers its exit needs. */
  readonly #entered = new Map<number, SyscallLine>();
  #filling: BlockBatch;
  #reading: BlockBatch;
  #child: Child | undefined;
  #end: ChildEnd | undefined;
  #attached = false;
  #stopping = false;
  #closed = false;
  #paused = false;
  /** When the script was told to end: what it prints then, its maps, is what they were at that moment. */
  #stopTime: bigint | undefined;
  #wake: (() => void) | undefined;
  #taken = 0;
  #lost = 0;
  #lastTime = 0n;

  constructor(options: BpftraceOptions) {
    this.#options = options;
    this.name = options.script ?? 'bpftrace';
    this.base = options.base ?? { high: 0, low: 0 };
    this.#filling = new BlockBatch(this.base);
    this.#reading = new BlockBatch(this.base);
  }

  get counters(): SourceCounters {
    const dropped = this.#lost + (this.#child?.tooLong ?? 0);
    return { seen: this.#taken + dropped, delivered: this.#taken, filtered: 0, dropped, unknown: 0 };
  }

  async open(): Promise<InitialState> {
    const { script, searchPath } = this.#options;
    const program = findProgram('bpftrace', searchPath);
    if (program === undefined) {
      throw new BpftraceError(
        'not-supported',
        'bpftrace is not installed',
        'install it: apt-get install bpftrace (or dnf, zypper, apk, pacman)',
      );
    }
    const reader = new MessageReader({
      onNote: (label, text, record) => this.#note(label, text, record),
      onLost: (count) => {
        this.#lost += count;
      },
      onAttached: () => {
        this.#attached = true;
      },
    });
    const child = new Child({
      keeper: this.#options.keeper,
      program,
      args: ['-B', 'line', '-f', 'json', ...(script === undefined ? ['-e', syscallsScript(), String(process.pid)] : [asOperand(script)])],
      environment: {
        BPFTRACE_PERF_RB_PAGES: this.#options.bufferPages ?? (script === undefined ? bufferPagesOfSyscalls : bufferPages),
        ...(script === undefined && { BPFTRACE_STRLEN: String(textBytes) }),
      },
      onLine: (line) => {
        reader.line(line);
        this.#wake?.();
      },
      onErrorLine: (line) => {
        if (this.#attached && !this.#stopping && !needless.test(line)) this.#options.onWarning?.(line);
      },
    });
    this.#child = child;
    void child.ended.then((end) => {
      reader.end();
      this.#end = end;
      this.#wake?.();
    });
    while (!this.#attached && this.#end === undefined && !this.#closed) await this.#sleep(idleMs);
    if (!this.#attached && hasFailed(this.#end) && !this.#stopping) throw this.#failure();
    for (const line of child.errors) if (this.#attached && !needless.test(line) && line !== '') this.#options.onWarning?.(line);
    child.errors.length = 0;
    return scanProc();
  }

  nextBatch(): Batch | undefined | Promise<Batch | undefined> {
    if (this.#closed) return undefined;
    if (this.#filling.count > 0) return this.#swap();
    if (this.#end !== undefined) return this.#finish(this.#end);
    return this.#wait();
  }

  /** The events that came since the last time, without waiting; empty where there are none. */
  takeWaiting(): BlockBatch {
    return this.#swap();
  }

  /** Whether the script has ended and all its events were taken. Throws as {@link nextBatch} does. */
  get hasEnded(): boolean {
    if (this.#end === undefined || this.#filling.count > 0) return this.#closed;
    this.#finish(this.#end);
    return true;
  }

  stop(): void {
    this.#stopping = true;
    this.#stopTime ??= this.#clock.now();
    this.#child?.resume();
    this.#child?.stop();
  }

  progress(): Progress | undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopping = true;
    this.#wake?.();
    await this.#child?.kill();
  }

  #swap(): BlockBatch {
    const full = this.#filling;
    this.#filling = this.#reading;
    this.#filling.clear();
    this.#reading = full;
    full.lastNumber = this.#taken;
    this.#lastTime = full.arrange(this.#lastTime);
    this.#taken += full.count;
    if (this.#paused) {
      this.#paused = false;
      this.#child?.resume();
    }
    return full;
  }

  async #wait(): Promise<Batch | undefined> {
    await this.#sleep(idleMs);
    if (this.#closed) return undefined;
    if (this.#filling.count === 0 && this.#end !== undefined) return this.#finish(this.#end);
    return this.#swap();
  }

  #finish(end: ChildEnd): undefined {
    if (hasFailed(end) && !this.#stopping && !this.#closed) throw this.#failure();
    return undefined;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }

  #failure(): BpftraceError {
    const details = (this.#child?.errors ?? []).filter((line) => line !== '' && !needless.test(line));
    const how = `exit code ${this.#end?.exitCode ?? '?'}`;
    if (process.getuid?.() !== 0 && details.some((line) => /root user|permitted|permission/i.test(line))) {
      return new BpftraceError('not-permitted', 'bpftrace wants to be run by root', 'run the command as root', details);
    }
    const bundled = this.#options.script === undefined;
    return new BpftraceError(
      this.#attached ? 'ended' : 'script',
      `bpftrace ${this.#attached ? 'ended while it ran' : 'could not run'} the script${bundled ? ' for syscalls' : ''} (${how})`,
      bundled ? 'what this machine allows: tsdig doctor' : 'what can be traced here: bpftrace -l; what this machine allows: tsdig doctor',
      details,
    );
  }

  #note(label: BpftraceLabel, text: string, record: ReadonlyMap<string, BpftraceValue>): void {
    const now = this.#stopTime ?? this.#clock.now();
    if (this.#options.script === undefined && label.kind === 'printf' && this.#syscall(text, now)) return;
    const nsecs = record.get('nsecs');
    const time = typeof nsecs === 'number' || typeof nsecs === 'bigint' ? this.#clock.timeOf(BigInt(nsecs), now) : now;
    const tid = numberOf(record, 'tid') ?? numberOf(record, 'pid') ?? 0;
    this.#write(time, numberOf(record, 'cpu') ?? 0, tid, notification, [
      zeroEnded(bpftraceId({ kind: label.kind.slice(0, nameMax), name: label.name.slice(0, nameMax) })),
      zeroEnded(text.slice(0, textMax)),
    ]);
  }

  /** A line of the script that serves syscalls: the event of the call, as far as the line tells it. */
  #syscall(text: string, now: bigint): boolean {
    const line = readSyscallLine(text);
    if (line === undefined) return false;
    const { enter, number, pid, tid, cpu, comm } = line;
    const time = this.#clock.timeOf(line.nsecs, now);
    if (this.#names.get(tid) !== comm) {
      if (this.#names.size >= namesMax) this.#names.clear();
      this.#names.set(tid, comm);
      this.#write(time, cpu, tid, notification, [
        zeroEnded(bpftraceId({ kind: bpftraceThread, name: comm })),
        zeroEnded(JSON.stringify({ pid, tid, comm })),
      ]);
    }
    const before = this.#entered.get(tid);
    if (enter) {
      if (this.#entered.size >= namesMax) this.#entered.clear();
      this.#entered.set(tid, line);
    } else this.#entered.delete(tid);
    const known = enter ? line : before?.number === number ? { ...before, ...line } : { ...line, args: undefined };
    const { type, params } = syscallEvent({ ...known, args: known.args });
    this.#write(time, cpu, tid, type, params);
    return true;
  }

  /** Processors print one after the other: what came together is put in order, and what comes later still is as late as that. */
  #write(time: bigint, cpu: number, tid: number, type: number, params: readonly Buffer[]): void {
    this.#filling.write({ time, cpu: cpu & 0xffff, tid, type, params });
    if (this.#filling.length > waitingMax && !this.#paused && !this.#stopping) {
      this.#paused = true;
      this.#child?.pause();
    }
  }
}

function hasFailed(end: ChildEnd | undefined): boolean {
  return end !== undefined && end.exitCode !== 0;
}

/** A path that cannot be taken for an option. */
function asOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

function zeroEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}
