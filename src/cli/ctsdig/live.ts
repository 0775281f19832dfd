import { availableParallelism } from 'node:os';
import { joinFilters, layOut, needsOfView, type ViewDefinition, type ViewLayout, type ViewSession } from '../../chisel/view/index.ts';
import type { InitialState } from '../../event/index.ts';
import type { FieldSettings } from '../../field/index.ts';
import { readsEnter } from '../../filter/index.ts';
import type { EbpfSource } from '../../source/ebpf/index.ts';
import type { EventSource } from '../../source/index.ts';
import { type LiveContainers, wantsContainers } from '../containers.ts';
import { identityOf, openWithRights } from '../live-start.ts';
import type { Identity } from '../privileges.ts';
import { captureOptions, type PushDown, pushDown } from '../push-down.ts';
import { compileSelection, type Selection } from '../selection.ts';
import type { ViewSettings } from './settings.ts';

/** A table, and the whole filter that stands over it. */
interface Asked {
  readonly layout: ViewLayout;
  readonly filter: string;
}

const shownFilters = { displayFilter: false, debug: false, suppressed: [] };

/**
 * Bytes of the ring: a quarter of a tracer's. What does not fit is counted and shown, and a view that stands open for hours is to
 * take little of the machine it looks at.
 */
function ringBytes(): number {
  return Math.max(32 << 20, availableParallelism() * (8 << 20));
}

/** Nobody sees an event before the next sample: larger batches cost less. A sample is late by no more than a twentieth. ms */
function longestPauseMs(delayMs: number): number {
  return Math.max(50, Math.min(delayMs / 20, 100));
}

/** The running kernel, captured as far as the views on the screen need it. */
export class LiveCapture {
  readonly source: EventSource;
  readonly #probe: EbpfSource;
  readonly #containers: LiveContainers | undefined;
  readonly #identity: Identity | undefined;
  readonly #settings: ViewSettings;
  readonly #look: FieldSettings;
  readonly #base: Selection;
  readonly #baseText: string;
  /** What is captured at the moment: for which tables, and which events. */
  #askedFor = '';
  #captured: Uint8Array | undefined;
  /** A recording takes all events, whatever is shown. */
  #holdsAll = false;

  /**
   * Makes the source for a first view; nothing is captured before {@link open}. The process that asks container runtimes
   * is started only where somebody may look at containers.
   *
   * @param text the filter of the command line, a binary string
   * @throws UsageError, FilterError, FilterSyntaxError
   */
  static async begin(settings: ViewSettings, view: ViewDefinition, look: FieldSettings, text: string): Promise<LiveCapture> {
    const identity = identityOf(settings.live);
    const base = await compileSelection(text, look);
    const layout = layOut(view, { layout: settings.containerColumns ? 'containers' : 'default', settings: look });
    const asked = ask([{ layout, filter: joinFilters([text, layout.filter]) }], base);
    const { EbpfSource } = await import('../../source/ebpf/index.ts');
    const probe = new EbpfSource({
      snaplen: settings.snaplen,
      bufferBytes: ringBytes(),
      longestPauseMs: longestPauseMs(settings.delayMs),
      adjustable: true,
      ...captureOptions(asked),
    });
    // In the terminal view any view may come; a printed one stays what it is.
    const fields = [...layout.columns.map(({ field }) => field), ...base.fields];
    const named = settings.print === undefined || wantsContainers({ fields, keys: base.keys, all: false });
    const containers = named ? (await import('../containers.ts')).LiveContainers.begin(probe, settings.live) : undefined;
    return new LiveCapture({ settings, look, identity, base, text, probe, containers, captured: asked.captured });
  }

  private constructor(parts: {
    readonly settings: ViewSettings;
    readonly look: FieldSettings;
    readonly identity: Identity | undefined;
    readonly base: Selection;
    readonly text: string;
    readonly probe: EbpfSource;
    readonly containers: LiveContainers | undefined;
    readonly captured: Uint8Array | undefined;
  }) {
    this.#settings = parts.settings;
    this.#look = parts.look;
    this.#identity = parts.identity;
    this.#base = parts.base;
    this.#baseText = parts.text;
    this.#probe = parts.probe;
    this.#containers = parts.containers;
    this.#captured = parts.captured;
    this.source = parts.containers?.source ?? parts.probe;
  }

  /** Opens the source, and gives up rights. Rejects as sources do, and with PrivilegeError. */
  async open(): Promise<InitialState> {
    const state = await openWithRights(this.source, this.#identity);
    await this.#containers?.begun();
    return state;
  }

  /** Somebody is in a container of which nothing is known. */
  readonly onUnknownContainer = (id: string): void => this.#containers?.ask(id);

  /** So much time is between two samples from now on, in ms. */
  setDelay(ms: number): void {
    this.#probe.pauseAtMost(longestPauseMs(ms));
  }

  /** Something to wait for between two batches; undefined where nothing was asked. */
  settled(): Promise<void> | undefined {
    return this.#containers?.settled();
  }

  /**
   * Captures what a session shows now, and what the tables it came by show, so that going back finds them complete.
   * True where events come now that did not before. Throws an EbpfError where the kernel does not let us; all stays as it was.
   */
  follow(session: ViewSession): boolean {
    if (this.#holdsAll) return false;
    const { path, view, layout, wholeFilter } = session;
    const key = JSON.stringify([view.id, wholeFilter, path.map((step) => [step.view.id, step.depth])]);
    if (key === this.#askedFor) return false;
    const columns = this.#settings.containerColumns ? 'containers' : 'default';
    const before = path.map(({ view, depth }) => layOut(view, { layout: columns, depth, settings: this.#look }));
    const asked: Asked[] = [...before, layout].map((each) => ({ layout: each, filter: joinFilters([this.#baseText, each.filter]) }));
    const wanted = ask([...asked, { layout, filter: wholeFilter }], this.#base);
    this.#askedFor = key;
    const { captured } = wanted;
    const known = this.#captured;
    if (captured === undefined ? known === undefined : captured.every((wants, i) => wants === known?.[i])) return false;
    this.#probe.adjust(captureOptions(wanted));
    this.#captured = captured;
    return known !== undefined && (captured === undefined || captured.some((wants, i) => wants === 1 && known[i] !== 1));
  }

  /** Captures all events, until the session shows something else. Throws an EbpfError where the kernel does not let us. */
  followEvents(): void {
    if (this.#captured === undefined) return;
    this.#probe.adjust({});
    this.#captured = undefined;
  }

  /** What {@link hold} captures: the kernel goes on to leave out who the command line's filter leaves out. */
  get everything(): string {
    const { pid, tid } = this.#base.part?.who ?? {};
    if (tid !== undefined) return `all of thread ${tid}`;
    return pid === undefined ? 'all' : `all of process ${pid}`;
  }

  /** Bytes of payload that are captured where nothing else is asked for. */
  get snaplen(): number {
    return this.#settings.snaplen;
  }

  /** Whether what is captured now are all events. */
  get isWhole(): boolean {
    return this.#captured === undefined;
  }

  /**
   * Captures all events until {@link release}, whatever is shown. Throws an EbpfError where the kernel does not let us.
   *
   * @param snaplen bytes of payload
   */
  hold(snaplen: number): void {
    this.followEvents();
    this.#probe.snap(snaplen);
    this.#holdsAll = true;
  }

  /** Ends {@link hold}: what is shown is asked for when it is followed again. */
  release(): void {
    this.#probe.snap(this.#settings.snaplen);
    this.#holdsAll = false;
    this.#askedFor = '';
  }

  close(): void {
    this.#containers?.close();
  }
}

/** What the kernel is asked for: all that some table needs. Who makes the events is decided by the command line's filter alone, which stays. */
function ask(tables: readonly Asked[], base: Selection): PushDown {
  const needs = tables.map(({ layout, filter }) => needsOfView(layout, filter));
  const keys = needs.reduce<Uint8Array | undefined>(
    (all, { keys }) => (all === undefined || keys === undefined ? undefined : all.map((wants, key) => wants | keys[key]!)),
    needs[0]?.keys,
  );
  const fields = needs.flatMap((need) => need.fields).filter(({ definition: { name } }) => !/^thread\.cpu/.test(name));
  const { part } = base;
  const { pid, tid } = part?.who ?? {};
  return pushDown(
    shownFilters,
    {
      predicate: undefined,
      early: undefined,
      keys,
      fields: base.fields,
      // Which calls failed is not decided there: other tables may need the enters, which have not failed.
      part: part === undefined ? undefined : { ...part, who: { ...(pid !== undefined && { pid }), ...(tid !== undefined && { tid }) } },
      readsEnter: (field) => readsEnter(field),
    },
    {
      fields,
      needs: { latency: true, memory: fields.some(({ definition }) => definition.ofMemory === true), spans: fields.some(isOfSpans) },
      records: false,
    },
  );
}

function isOfSpans({ definition: { name } }: { readonly definition: { readonly name: string } }): boolean {
  return name.startsWith('span.') || name.startsWith('evtin.');
}
