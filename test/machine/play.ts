import type { InitialState, ThreadEntry } from '../../src/event/index.ts';
import { type EventContext, type EventPredicate, type Fd, Machine, type MachineOptions, type Thread } from '../../src/machine/index.ts';
import { EventFeed, initialState } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';

/** A machine that events made by hand are played to, one after the other. */
export class Play {
  readonly machine: Machine;
  readonly #feed = new EventFeed();
  /** Whether the last event was shown. */
  shown = false;

  constructor(state: Partial<InitialState> = {}, options: MachineOptions = {}) {
    this.machine = new Machine(options);
    this.machine.load(initialState(state));
  }

  /** Plays events; gives the context as it is at the last one. */
  play(...events: readonly MinimalEvent[]): EventContext {
    for (const event of events) this.shown = this.machine.process(this.#feed.next(event), undefined);
    return this.machine.context;
  }

  /** Plays events that a writer marked: they are there for the state only. */
  forState(...events: readonly MinimalEvent[]): EventContext {
    for (const event of events) {
      const evt = this.#feed.next(event);
      evt.dumpFlags = 1;
      this.shown = this.machine.process(evt, undefined);
      evt.dumpFlags = 0;
    }
    return this.machine.context;
  }

  /** Plays events to a filter; gives which of them, counted from 0, were shown. */
  filtered(filter: EventPredicate, ...events: readonly MinimalEvent[]): number[] {
    return events.flatMap((event, i) => (this.machine.process(this.#feed.next(event), filter) ? [i] : []));
  }

  /** Offers an event that nobody wants; false where the machine must see it all the same. */
  pass(event: MinimalEvent): boolean {
    return this.machine.pass(this.#feed.next(event));
  }

  /** A thread that must be known. */
  thread(tid: number): Thread {
    const thread = this.machine.threads.get(tid);
    if (thread === undefined) throw new Error(`thread ${tid} is not known`);
    return thread;
  }

  /** What stands behind a number in a thread's table. */
  fd(tid: number, number: number): Fd | undefined {
    return this.thread(tid).fds.get(number);
  }
}

/** A thread of the process list, of which a test says what matters. */
export function threadEntry(parts: Partial<ThreadEntry> & { readonly tid: number }): ThreadEntry {
  const { tid } = parts;
  return {
    pid: tid,
    ptid: 1,
    sid: 0,
    vpgid: 0,
    comm: 'prog',
    exe: '/bin/prog',
    exepath: '/bin/prog',
    args: '',
    cwd: '/',
    fdLimit: 1024,
    flags: 0,
    uid: 0,
    gid: 0,
    vmSize: 0,
    vmRss: 0,
    vmSwap: 0,
    pfMajor: 0,
    pfMinor: 0,
    env: '',
    vtid: tid,
    vpid: parts.pid ?? tid,
    cgroups: '',
    root: '/',
    pidnsInitStart: undefined,
    tty: undefined,
    loginuid: undefined,
    exeWritable: undefined,
    capInheritable: undefined,
    capPermitted: undefined,
    capEffective: undefined,
    exeUpperLayer: undefined,
    exeLowerLayer: undefined,
    exeFromMemfd: undefined,
    exeInode: undefined,
    exeInodeCtime: undefined,
    exeInodeMtime: undefined,
    pgid: undefined,
    ...parts,
  };
}
