import { eventNumber, type InitialState, type TimeBase } from '../../event/index.ts';
import { scanProc } from '../proc/index.ts';
import { type Batch, type EventSource, idleMs, type Progress, type SourceCounters } from '../types.ts';
import type { ThreadVerdicts } from '../verdicts.ts';
import { EventClock } from './clock.ts';
import { LiveBatch } from './live-batch.ts';
import { type Libc, type LoadedObject, loadObject, NotSupportedError, openLibc, possibleCpus } from './load/index.ts';
import { probeObject } from './probe/index.ts';
import { ProbeState, type WhoFilter } from './probe-state.ts';
import { type ProgramOptions, programsFor, SAMPLER } from './programs.ts';
import { RecordQueue } from './record-queue.ts';
import { nextDelay, Ring } from './ring/index.ts';
import { ringBytesFor } from './ring-size.ts';
import { buildCaptureTable } from './table/index.ts';
import { withVanished } from './vanished.ts';

export interface EbpfOptions extends ProgramOptions {
  /** Bytes of payload to record of each event. */
  readonly snaplen: number;
  /** Size of the ring buffer in bytes, rounded up to what the kernel takes; by the number of CPUs when absent. */
  readonly bufferBytes?: number;
  /** The same for each CPU. */
  readonly bufferBytesPerCpu?: number;
  /** The part of the filter the kernel decides by who makes the call. */
  readonly who?: WhoFilter;
  /** Verdicts on threads, by which the kernel leaves out what they do; bound while the source is open. */
  readonly verdicts?: ThreadVerdicts;
  /** The longest pause between two looks for events, in ms; the fuller the ring gets in it, the shorter it is. Default 20. */
  readonly longestPauseMs?: number;
  /** What is asked for may change later: see {@link EbpfSource.adjust}. */
  readonly adjustable?: boolean;
}

/** A record this old has no older one behind it any more: CPUs differ by 90 µs at most. */
const REORDER_NS = 2_000_000;
const REORDER_MS = 2;
/** Bounds of the pause between two looks into the ring, in ms, the upper one where the caller names none. */
const PAUSE_MIN_MS = 1;
const PAUSE_MAX_MS = 20;
/** A pause is chosen so that this part of the ring fills in it: on a machine that is busy we are woken late, and the rest must last until then. */
const RING_SHARE = 32;

/** How often the CPU time of all threads is taken, in ms. */
const SAMPLE_MS = 1000;

/** The probe reads the registers of one kind of processor. */
const PROBE_ARCH = 'x64';

const procinfo = eventNumber('PPME_PROCINFO_E');
const taskSwitch = eventNumber('PPME_SCHEDSWITCH_6_E');

const HIGH_SHIFT = 32n;
const LOW_MASK = 0xffffffffn;

/** Everything between opening and closing. */
interface Session {
  readonly libc: Libc;
  readonly object: LoadedObject;
  readonly state: ProbeState;
  readonly ring: Ring;
  readonly queue: RecordQueue;
  readonly batch: LiveBatch;
  readonly clock: EventClock;
  readonly startHigh: bigint;
}

const noCounters: SourceCounters = { seen: 0, delivered: 0, filtered: 0, dropped: 0, unknown: 0 };

/** The running kernel: what the probe sees, from the moment it is attached. */
export class EbpfSource implements EventSource {
  readonly kind = 'ebpf';
  readonly name = 'ebpf';
  readonly live = true;
  readonly base: TimeBase = { high: 0, low: 0 };
  readonly counters: SourceCounters;
  readonly #options: EbpfOptions;
  #session: Session | undefined;
  #helper: number | undefined;
  #samples: boolean;
  #probe: ProbeState | undefined;
  #pauseMs = PAUSE_MIN_MS;
  #longestPauseMs: number;
  #lookedMs = 0;
  /** The last look found events that are old enough: there is a flow of them, and the next are on their way. */
  #flows = false;
  #sampledMs = 0;
  #stopping = false;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(options: EbpfOptions) {
    this.#options = options;
    this.#longestPauseMs = options.longestPauseMs ?? PAUSE_MAX_MS;
    this.#samples = wantsType(options, procinfo);
    const probe = (): SourceCounters => {
      const counters = this.#probe?.counters();
      return counters === undefined ? noCounters : { ...counters, unknown: 0 };
    };
    this.counters = {
      get seen() {
        return probe().seen;
      },
      get delivered() {
        return probe().delivered;
      },
      get filtered() {
        return probe().filtered;
      },
      get dropped() {
        return probe().dropped;
      },
      unknown: 0,
    };
  }

  /** Bytes of the ring buffer: what was asked for, rounded up to a power of two. 0 while the source is not open. */
  get bufferBytes(): number {
    return this.#session?.ring.size ?? 0;
  }

  /**
   * Loads the probe, attaches it, then scans `/proc`: what happens during the scan waits in the ring, so nothing falls between.
   * Rejects with an EbpfError of `load/errors.ts` that says which right, kernel feature or file is missing.
   */
  async open(): Promise<InitialState> {
    if (process.arch !== PROBE_ARCH) {
      throw new NotSupportedError(
        `live capture is made for ${PROBE_ARCH} machines, this is ${process.arch}`,
        'read a capture file instead',
      );
    }
    const libc = await openLibc();
    const { bufferBytesPerCpu, bufferBytes = ringBytesFor(bufferBytesPerCpu, possibleCpus()) } = this.#options;
    const loading = loadObject(await probeObject(), {
      mapEntries: { ring: bufferBytes, scratches: possibleCpus() },
      programs: programsFor(this.#options.adjustable === true ? { pageFaults: this.#options.pageFaults === true } : this.#options),
    });
    // While the kernel verifies: what lives now and dies before the scan below would have no name.
    const before = scanProc();
    const object = await loading;
    try {
      const session = await this.#prepare(object, libc);
      this.#session = session;
      if (this.#helper !== undefined) session.state.exclude(this.#helper);
      object.attach();
      session.state.identify(libc);
      const now = scanProc();
      session.queue.look();
      return withVanished(now, before, session.queue.threads());
    } catch (error) {
      await this.close();
      object.close();
      throw error;
    }
  }

  /** Fills the probe's tables and maps what it shares with us. */
  async #prepare(object: LoadedObject, libc: Libc): Promise<Session> {
    const { snaplen, who = {} } = this.#options;
    const table = buildCaptureTable(this.#options);
    object.map('syscalls').updateAll(table.syscalls);
    object.map('events').updateAll(table.events);
    object.map('flag_tables').updateAll(table.flagTables);
    const ringMap = object.map('ring');
    const ring = await Ring.open(ringMap.fd, ringMap.maxEntries);
    const clock = new EventClock(libc);
    const state = await ProbeState.open(object);
    this.#probe = state;
    state.configure(clock.epochOffset, snaplen, who, this.#options.verdicts, clock.now());
    state.recordSwitches(wantsType(this.#options, taskSwitch));
    const startHigh = clock.now() >> HIGH_SHIFT;
    const queue = new RecordQueue(ring, Number(startHigh));
    return { libc, object, state, ring, queue, batch: new LiveBatch(ring, queue, this.base), clock, startHigh };
  }

  exclude(pid: number): void {
    this.#helper = pid;
    this.#session?.state.exclude(pid);
  }

  /**
   * Asks for other events from now on, of a source made `adjustable`. It goes on to be told who makes them by its constructor only.
   * Needs no rights that were given up since, from Linux 5.19 on; before, it throws an EbpfError and everything stays as it was.
   */
  adjust(asked: Pick<ProgramOptions, 'wants' | 'keeps'>): void {
    if (this.#session === undefined) return;
    const { object, state } = this.#session;
    object.map('syscalls').updateAll(buildCaptureTable({ ...this.#options, ...asked }).syscalls);
    state.recordSwitches(wantsType(asked, taskSwitch));
    this.#samples = wantsType(asked, procinfo);
  }

  /** Pauses no longer than this between two looks for events from now on, in ms. */
  pauseAtMost(ms: number): void {
    this.#longestPauseMs = ms;
  }

  /** Takes so many bytes of payload from now on. Needs no rights. */
  snap(bytes: number): void {
    this.#session?.state.snap(bytes);
  }

  nextBatch(): Batch | undefined | Promise<Batch | undefined> {
    if (this.#session === undefined || this.#ended) return undefined;
    if (this.#stopping) return this.#rest(this.#session);
    if (performance.now() - this.#lookedMs >= this.#pauseMs) {
      const count = this.#look(this.#session);
      if (count > 0) return this.#session.batch.begin(count);
    }
    return this.#wait();
  }

  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#session?.state.endRecording();
    this.#wake?.();
  }

  progress(): Progress | undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.stop();
    this.#ended = true;
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return;
    this.#options.verdicts?.unbind();
    session.state.close();
    session.ring.close();
    session.object.close();
  }

  /** Waits for events; gives an empty batch when none have come for a while. */
  async #wait(): Promise<Batch | undefined> {
    const until = performance.now() + idleMs;
    for (;;) {
      const session = this.#session;
      if (session === undefined) return undefined;
      // In a flow there always are some that are too new: they come with the next ones. The last of a flow are not left waiting.
      await this.#sleep(session.queue.waiting > 0 && !this.#flows ? REORDER_MS : this.#pauseMs);
      if (this.#session === undefined) return undefined;
      if (this.#stopping) return this.#rest(session);
      const count = this.#look(session);
      if (count > 0 || performance.now() >= until) return session.batch.begin(count);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Looks into the ring. Returns how many events are old enough to be given. */
  #look(session: Session): number {
    const { queue, ring, object } = session;
    const now = performance.now();
    if (this.#samples && now - this.#sampledMs >= SAMPLE_MS) {
      this.#sampledMs = now;
      object.iterate(SAMPLER);
    }
    // Before the look: should we be stopped in between, what has not come yet must not be taken for something that never will.
    const until = this.#relative(session) - REORDER_NS;
    const bytes = queue.look();
    const target = ring.size / RING_SHARE;
    this.#pauseMs =
      bytes >= target || queue.isFull
        ? 0
        : nextDelay(Math.max(this.#pauseMs, PAUSE_MIN_MS), bytes, now - this.#lookedMs, target, PAUSE_MIN_MS, this.#longestPauseMs);
    this.#lookedMs = now;
    const count = queue.take(until);
    this.#flows = count > 0;
    return count;
  }

  /** Now, as the queue counts: ns from the high half of the time at the start. */
  #relative({ clock, startHigh }: Session): number {
    const now = clock.now();
    return Number((now >> HIGH_SHIFT) - startHigh) * Number(LOW_MASK + 1n) + Number(now & LOW_MASK);
  }

  /** After the end: everything that is left, then nothing. */
  #rest(session: Session): Batch | undefined {
    const { libc, object, state, queue, batch } = session;
    do {
      queue.look();
      const count = queue.take(Number.POSITIVE_INFINITY);
      if (count > 0) return batch.begin(count);
    } while (state.announceRest(libc));
    object.detach();
    this.#ended = true;
    return undefined;
  }
}

/** Whether an event that is no system call is asked for. */
function wantsType({ wants, keeps }: Pick<ProgramOptions, 'wants' | 'keeps'>, type: number): boolean {
  return wants === undefined || wants(type, 0) || keeps?.(type, 0) === true;
}
