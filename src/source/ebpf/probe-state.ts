import { randomInt } from 'node:crypto';
import type { ThreadVerdicts } from '../verdicts.ts';
import { type Libc, type LoadedObject, NotSupportedError, possibleCpus } from './load/index.ts';
import { MappedArray } from './ring/index.ts';

/** Offsets in `struct config` and bits of its filter (`probe/state.h`). */
const config = {
  epochOffset: 0,
  self: 8,
  tokenLow: 12,
  tokenHigh: 16,
  snaplen: 20,
  filter: 24,
  pid: 28,
  tid: 32,
  uid: 36,
  cgroup: 40,
  comm: 48,
  recording: 64,
  helper: 68,
  silent: 72,
  verdictBase: 80,
};
const NO_PROCESS = 0xffffffff;
const SILENT_SWITCH = 1;
const FILTER_PID = 1;
const FILTER_TID = 2;
const FILTER_UID = 4;
const FILTER_COMM = 8;
const FILTER_CGROUP = 16;
const FILTER_FAILED = 32;
const FILTER_VERDICT = 64;
const COMM_BYTES = 16;

/** Offsets in `struct counters`. */
const counter = { seen: 0, delivered: 8, filtered: 16, dropped: 24, own: 32, unreadable: 40, announced: 48, size: 64 };

/** CPUs the probe has counters for; behind theirs come those of its sampler. */
const CPU_MAX = 1024;
/** Most payload bytes the probe records of one event: with the rest of the event they must fit into the 64 KiB that sysdig reads at once. */
export const SNAPLEN_MAX = 65_000;

const SYS_GETPID = 39;
const TOKEN_LIMIT = 2 ** 31;

/** Events that do not change state pass only when they meet all of these. */
export interface WhoFilter {
  readonly pid?: number;
  readonly tid?: number;
  readonly uid?: number;
  /** Name of the thread, one char a byte, up to 15. */
  readonly comm?: string;
  /** Id of the cgroup in the unified hierarchy. */
  readonly cgroup?: bigint;
  /** Only exits with an error. */
  readonly failed?: boolean;
}

/** What the probe has counted, summed over CPUs. `seen` is the sum of the three after it. */
export interface ProbeCounters {
  readonly seen: number;
  readonly delivered: number;
  readonly filtered: number;
  readonly dropped: number;
  /** Events of this process, left out and not in `seen`. */
  readonly own: number;
  /** Parameters left empty because the memory they lay in could not be read. */
  readonly unreadable: number;
}

/** The probe's global variables in shared memory: its configuration, and its counters, which stay readable without privileges. */
export class ProbeState {
  readonly #memory: MappedArray;
  readonly #config: number;
  readonly #counters: number;
  readonly #verdicts: number;
  readonly #cpus: number;
  /** Arguments by which the probe knows a call as meant for it. */
  readonly #token: readonly [low: number, high: number] = [randomInt(TOKEN_LIMIT), randomInt(TOKEN_LIMIT)];
  #last: ProbeCounters | undefined;
  #isRestAnnounced = false;

  /** Throws NotSupportedError on a machine with more CPUs than the probe has counters for. */
  static async open(object: LoadedObject): Promise<ProbeState> {
    const cpus = possibleCpus();
    if (cpus > CPU_MAX) {
      throw new NotSupportedError(
        `live capture counts on at most ${CPU_MAX} CPUs, this machine can have ${cpus}`,
        'read a capture file instead',
      );
    }
    const place = (name: string): { map: string; offset: number } => {
      const variable = object.variables.get(name);
      if (variable === undefined) throw new RangeError(`the probe has no variable '${name}'`);
      return variable;
    };
    const memory = await MappedArray.open(object.map(place('config').map), { writable: true });
    return new ProbeState(memory, place('config').offset, place('counters').offset, place('verdicts').offset, cpus);
  }

  private constructor(memory: MappedArray, configAt: number, countersAt: number, verdictsAt: number, cpus: number) {
    this.#memory = memory;
    this.#config = configAt;
    this.#counters = countersAt;
    this.#verdicts = verdictsAt;
    this.#cpus = cpus;
  }

  /**
   * Sets everything but who we are; `snaplen` above {@link SNAPLEN_MAX} is cut to it.
   *
   * @param verdicts where verdicts on threads come from, whose times count from `start` (ns since the epoch)
   */
  configure(epochOffset: bigint, snaplen: number, who: WhoFilter, verdicts?: ThreadVerdicts, start: bigint = epochOffset): void {
    const { view } = this.#memory;
    const at = this.#config;
    view.setBigInt64(at + config.epochOffset, epochOffset, true);
    this.snap(snaplen);
    view.setUint32(at + config.pid, who.pid ?? 0, true);
    view.setUint32(at + config.tid, who.tid ?? 0, true);
    view.setUint32(at + config.uid, who.uid ?? 0, true);
    view.setBigUint64(at + config.cgroup, who.cgroup ?? 0n, true);
    for (let i = 0; i < COMM_BYTES; i++) view.setUint8(at + config.comm + i, i < COMM_BYTES - 1 ? (who.comm?.charCodeAt(i) ?? 0) || 0 : 0);
    view.setBigUint64(at + config.verdictBase, start - epochOffset, true);
    verdicts?.bind(this.#memory.words, this.#verdicts / 8, start);
    view.setUint32(at + config.filter, filterBits(who) | (verdicts === undefined ? 0 : FILTER_VERDICT), true);
    view.setUint32(at + config.helper, NO_PROCESS, true);
    // Before the probe is attached: with arguments of 0 many a getpid of others would be taken for ours.
    const [low, high] = this.#token;
    view.setUint32(at + config.tokenLow, low, true);
    view.setUint32(at + config.tokenHigh, high, true);
  }

  /**
   * Leaves out a process that works for us, by its id in our own namespace. To be called before the probe is attached, or nothing keeps
   * what the process does meanwhile out. Where the host counts processes in another way, which {@link identify} finds out, we do not know
   * its id and it is left in.
   */
  exclude(pid: number): void {
    const { view } = this.#memory;
    const self = view.getUint32(this.#config + config.self, true);
    if (self === 0 || self === process.pid) view.setUint32(this.#config + config.helper, pid, true);
  }

  /** Bytes of payload to record, of which there are no more than {@link SNAPLEN_MAX}. */
  snap(bytes: number): void {
    this.#memory.view.setUint32(this.#config + config.snaplen, Math.min(bytes, SNAPLEN_MAX), true);
  }

  /** Whether task switches are recorded, where their program is attached. */
  recordSwitches(wanted: boolean): void {
    this.#memory.view.setUint32(this.#config + config.silent, wanted ? 0 : SILENT_SWITCH, true);
  }

  /**
   * Tells the probe who we are, as the host numbers processes: by a call of getpid with random arguments, which it watches for. It
   * records nothing before, so that a tracer can never see itself, wherever it runs.
   */
  identify(libc: Libc): void {
    const { view } = this.#memory;
    libc.syscall(SYS_GETPID, ...this.#token);
    const self = view.getUint32(this.#config + config.self, true);
    if (self !== process.pid) view.setUint32(this.#config + config.helper, NO_PROCESS, true);
    if (self === 0) {
      throw new NotSupportedError(
        'the probe is attached but sees no system call of this process',
        'report this with the kernel release (uname -r)',
      );
    }
  }

  /** From here on nothing is recorded. */
  endRecording(): void {
    this.#memory.view.setUint32(this.#config + config.recording, 0, true);
  }

  /**
   * Has the probe put a pair of drop events into the ring for what was lost and has not been announced, because nothing happened on its
   * CPU afterwards. To be called after {@link endRecording}, when there is room in the ring. Returns whether
   * there was any; the second time there is none.
   */
  announceRest(libc: Libc): boolean {
    const lost = this.#sum(counter.dropped) - this.#sum(counter.announced);
    if (lost === 0 || this.#isRestAnnounced) return false;
    this.#isRestAnnounced = true;
    libc.syscall(SYS_GETPID, ...this.#token, lost);
    return true;
  }

  /** The numbers now; after {@link close} those at that moment. */
  counters(): ProbeCounters {
    return this.#last ?? this.#read();
  }

  /** Unmaps the memory; the counters stay what they are. */
  close(): void {
    this.#last ??= this.#read();
    this.#memory.close();
  }

  /** Over all CPUs and the sampler. */
  #sum(offset: number): number {
    const at = (line: number): number => Number(Atomics.load(this.#memory.words, (this.#counters + line * counter.size + offset) / 8));
    let total = at(CPU_MAX);
    for (let cpu = 0; cpu < this.#cpus; cpu++) total += at(cpu);
    return total;
  }

  #read(): ProbeCounters {
    const sum = (offset: number): number => this.#sum(offset);
    return {
      seen: sum(counter.seen),
      delivered: sum(counter.delivered),
      filtered: sum(counter.filtered),
      dropped: sum(counter.dropped),
      own: sum(counter.own),
      unreadable: sum(counter.unreadable),
    };
  }
}

function filterBits(who: WhoFilter): number {
  let bits = 0;
  if (who.pid !== undefined) bits |= FILTER_PID;
  if (who.tid !== undefined) bits |= FILTER_TID;
  if (who.uid !== undefined) bits |= FILTER_UID;
  if (who.comm !== undefined) bits |= FILTER_COMM;
  if (who.cgroup !== undefined) bits |= FILTER_CGROUP;
  if (who.failed === true) bits |= FILTER_FAILED;
  return bits;
}
