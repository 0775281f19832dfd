import type { InitialState } from '../event/index.ts';
import { Block, blockHeaderSize, blockType, byteOrderMagic } from './blocks.ts';
import type { CaptureOutput } from './output.ts';
import { TableWriter } from './table-writer.ts';
import { hasNewerFds, writeFdExtras } from './tables/fd-extras.ts';
import { writeFds } from './tables/fds.ts';
import { writeInterfaces } from './tables/interfaces.ts';
import { writeMachine } from './tables/machine.ts';
import { hasExtras, writeThreadExtras } from './tables/thread-extras.ts';
import { writeThreads } from './tables/threads.ts';
import { writeUsers } from './tables/users.ts';

/** Bits of the flags word of an event block. */
export const DumpFlag = {
  /** The event is there only to rebuild the state: readers do not show it. */
  stateOnly: 1,
  /** A write that marks a span, so that readers who do not know its fd take it for one. */
  tracer: 2,
} as const;

/** Version of the format that is written. */
const version = { major: 1, minor: 2 } as const;

/**
 * Writes a capture that every sysdig since 0.29 reads: a section header, tables, event blocks.
 * All methods throw OutputError where the file cannot be written.
 */
export class CaptureWriter {
  readonly #output: CaptureOutput;
  readonly #tables = new TableWriter();
  /** Events in the current section. */
  #sectionEvents = 0;
  #events = 0;
  #open = false;
  // Blocks that follow each other in memory are copied in one go: here lies the run that was not copied yet.
  #run: Buffer = Buffer.alloc(0);
  #runStart = 0;
  #runEnd = 0;

  constructor(output: CaptureOutput) {
    this.#output = output;
  }

  /** Bytes of the file so far; of a packed one an upper bound. */
  get size(): number {
    return this.#output.size + (this.#runEnd - this.#runStart);
  }

  /** Events written. */
  get events(): number {
    return this.#events;
  }

  /**
   * Begins a section: the header and the tables. Called before the first event, and again where the machine begins anew.
   *
   * @param preface event blocks that belong to the state, such as containers; they do not count as events
   */
  section(state: InitialState, preface: readonly Buffer[] = []): void {
    this.#endSection();
    const tables = this.#tables;
    tables.clear();
    tables.block(Block.section, () => {
      tables.u32(byteOrderMagic);
      tables.u16(version.major);
      tables.u16(version.minor);
      tables.u64(-1n);
    });
    const { machine } = state;
    if (machine !== undefined) tables.block(Block.machine, () => writeMachine(tables, machine));
    tables.block(Block.interfacesV2, () => writeInterfaces(tables, state.interfaces));
    if (state.users.length + state.groups.length > 0) {
      tables.block(Block.usersV2, () => writeUsers(tables, state.users, state.groups));
    }
    if (state.threads.length > 0) tables.block(Block.threadsV9, () => writeThreads(tables, state.threads));
    for (const list of state.fdLists) tables.block(Block.fdsV2, () => writeFds(tables, list));
    if (state.threads.some(hasExtras)) tables.block(Block.threadExtras, () => writeThreadExtras(tables, state.threads));
    if (hasNewerFds(state.fdLists)) tables.block(Block.fdExtras, () => writeFdExtras(tables, state.fdLists));
    this.#output.append(tables.bytes, 0, tables.size);
    for (const block of preface) this.#output.append(block, 0, block.length);
    this.#open = true;
    this.#sectionEvents = 0;
  }

  /**
   * Writes an event: a copy of its block [start, end) of the bytes, whatever version it is.
   *
   * Copies are made late: {@link settle} must be called before the bytes change, which for events of a source is
   * before its next batch.
   *
   * @param flags bits of {@link DumpFlag} to add to those the block has
   * @param count where more blocks than one lie there: how many; then there are no flags, and all are of today's form
   */
  event(bytes: Buffer, start: number, end: number, flags = 0, count = 1): void {
    this.#events += count;
    this.#sectionEvents += count;
    if (flags === 0 && start === this.#runEnd && bytes === this.#run) {
      this.#runEnd = end;
      return;
    }
    this.settle();
    const number = bytes.readUInt32LE(start);
    if (flags === 0 && number < firstLegacy) {
      this.#run = bytes;
      this.#runStart = start;
      this.#runEnd = end;
      return;
    }
    this.#changed(bytes, start, end, number, flags);
  }

  /** Writes an event block under another number, or with a flags word. */
  #changed(bytes: Buffer, start: number, end: number, number: number, flags: number): void {
    const type = blockType(number);
    const body = bytes.subarray(start + blockHeaderSize, end - 4);
    const hasFlags = type?.flags === true;
    const before = hasFlags ? body.readUInt32LE(2) : 0;
    const current = type?.legacyOf ?? number;
    const tables = this.#tables;
    tables.clear();
    if (!hasFlags && flags === 0) {
      tables.block(current, () => tables.raw(body));
    } else {
      tables.block(flagged[current] ?? current, () => {
        tables.raw(body.subarray(0, 2));
        tables.u32(before | flags);
        tables.raw(body.subarray(hasFlags ? 6 : 2));
      });
    }
    this.#output.append(tables.bytes, 0, tables.size);
  }

  /** Copies what {@link event} was given; the bytes may change afterwards. */
  settle(): void {
    if (this.#runEnd > this.#runStart) this.#output.append(this.#run, this.#runStart, this.#runEnd);
    this.#runStart = 0;
    this.#runEnd = 0;
  }

  /** Sees to it that everything written is on its way into the file. */
  flush(): void {
    this.settle();
    this.#output.flush();
  }

  /** Makes {@link size} exact, which may cost time. */
  measure(): void {
    this.settle();
    this.#output.measure();
  }

  /** A promise to wait for before writing much more; undefined where there is no hurry. */
  pressure(): Promise<void> | undefined {
    return this.#output.pressure();
  }

  /** Ends the file. */
  async close(): Promise<void> {
    this.#endSection();
    await this.#output.close();
  }

  /** Says of a section without events that it is whole, so that it cannot be taken for one that was cut. */
  #endSection(): void {
    this.settle();
    if (!this.#open || this.#sectionEvents > 0) return;
    const tables = this.#tables;
    tables.clear();
    tables.block(Block.noEvents, () => undefined);
    this.#output.append(tables.bytes, 0, tables.size);
    this.#open = false;
  }
}

/** The numbers of the first releases, which newer readers do not know any more, begin here. */
const firstLegacy = 0x80000000;

/** The numbers of event blocks with a flags word, by the number of the same block without. */
const flagged: Readonly<Record<number, number>> = {
  [Block.eventV1]: Block.eventV1Flags,
  [Block.eventV2]: Block.eventV2Flags,
  [Block.eventV2Large]: Block.eventV2LargeFlags,
};
