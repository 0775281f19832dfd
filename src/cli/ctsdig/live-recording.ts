import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ViewSession } from '../../chisel/view/index.ts';
import type { FieldSettings } from '../../field/index.ts';
import { OutputError } from '../../scap/index.ts';
import { EbpfError } from '../../source/ebpf/index.ts';
import type { EndedRecording, Outcome, RecordingPort, RecordingState, RecordingWishes, Refusal } from '../../tui/index.ts';
import { invokingUser } from '../live-start.ts';
import { compileSelection } from '../selection.ts';
import type { LiveFeed } from './live-feed.ts';
import { Recording } from './recording.ts';

export interface LiveRecordingOptions {
  readonly feed: LiveFeed;
  readonly session: ViewSession;
  readonly look: FieldSettings;
  /** Something the header shows has changed. */
  readonly changed: () => void;
  /** Tells of a recording that ended by itself, or holds less than one may think. */
  readonly say: (level: 'info' | 'error', text: string) => void;
}

/** Begins and ends recordings of a live feed, one at a time. */
export class LiveRecording implements RecordingPort {
  readonly #options: LiveRecordingOptions;
  #failure: string | undefined;
  /** Lost when the running one began. */
  #dropsBefore = 0;
  /** Ends what failed. */
  #closing: Promise<void> = Promise.resolve();

  constructor(options: LiveRecordingOptions) {
    this.#options = options;
  }

  state(): RecordingState | undefined {
    const running = this.#options.feed.recording;
    return running && { path: running.path, seconds: running.seconds, bytes: running.bytes };
  }

  failure(): string | undefined {
    return this.#failure;
  }

  acknowledge(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#options.changed();
  }

  get everything(): string {
    return this.#options.feed.capture.everything;
  }

  get snaplen(): number {
    return this.#options.feed.capture.snaplen;
  }

  suggestedPath(): string {
    const name = `./tsdig-${stampOf(new Date())}`;
    let path = `${name}.scap`;
    for (let i = 1; existsSync(path); i++) path = `${name}-${i}.scap`;
    return path;
  }

  async start({ path, filtered, fileBytes, snaplen, past_s }: RecordingWishes): Promise<Outcome> {
    const { feed, session, look } = this.#options;
    const filter = filtered ? session.wholeFilter : '';
    const { predicate } = await compileSelection(filter, look);
    if (feed.recording !== undefined) return { refused: `${feed.recording.path} is being recorded already` };
    if (!feed.hasBegun) return { refused: 'nothing is captured yet' };
    const { store, edge } = feed;
    const past = past_s === 0 ? undefined : { store, since: past_s === undefined ? Number.NEGATIVE_INFINITY : edge.now() - past_s * 1e9 };
    const isPartial = past !== undefined && !feed.capture.isWhole;
    try {
      feed.capture.hold(snaplen);
      feed.recording = new Recording({
        // A - would be standard output elsewhere.
        path: resolve(path),
        passes: predicate,
        fileBytes,
        machine: feed.machine,
        past,
        owner: invokingUser(),
        onFailure: (error) => this.#failed(error),
      });
    } catch (error) {
      feed.capture.release();
      return refusalOf(path, error);
    }
    this.#failure = undefined;
    this.#dropsBefore = feed.capture.source.counters.dropped;
    if (isPartial) this.#options.say('info', 'of the time before now it holds the events that the views needed');
    feed.recording.begin();
    this.#options.changed();
    return undefined;
  }

  async stop(): Promise<EndedRecording | Refusal | undefined> {
    const { feed } = this.#options;
    const running = feed.recording;
    await this.#closing;
    if (running === undefined) return undefined;
    this.#end();
    try {
      await running.close();
    } catch (error) {
      return refusalOf(running.path, error);
    } finally {
      this.#options.changed();
    }
    const { files, bytes, events, path } = running;
    return {
      path: files[0] ?? path,
      files: files.length,
      bytes,
      events,
      drops: feed.capture.source.counters.dropped - this.#dropsBefore + running.lost,
    };
  }

  #end(): void {
    const { feed } = this.#options;
    feed.recording = undefined;
    feed.capture.release();
  }

  /** The disk is full, or the like: what is looked at goes on. */
  #failed(error: unknown): void {
    const running = this.#options.feed.recording;
    if (running === undefined) return;
    this.#end();
    const why = error instanceof Error ? error.message : 'it cannot be written';
    this.#failure = why;
    this.#closing = running.close().catch(() => undefined);
    this.#options.say('error', `recording ${running.path} has stopped: ${why}; what was written until then is kept`);
    this.#options.changed();
  }
}

function refusalOf(path: string, error: unknown): Refusal {
  if (error instanceof OutputError) {
    const { SUDO_UID } = process.env;
    const isForeign = SUDO_UID !== undefined && process.geteuid?.() !== 0 && /^E(?:ACCES|PERM)$/.test(error.code);
    return {
      refused: `${path}: ${error.message}`,
      ...(isForeign && { hint: `files are written as user ${SUDO_UID}, who called sudo: choose another place` }),
    };
  }
  if (error instanceof EbpfError) {
    return {
      refused: `not all events can be captured from here on: ${error.message}`,
      hint: 'begin with --no-drop, or record with tsdig -w',
    };
  }
  throw error;
}

/** `20261120-224400` */
function stampOf(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
