import { type BpftraceLabel, compactJson, parseJson, readBpftraceRecord } from '../../event/index.ts';

/** Who wants what a script prints. */
export interface MessageReceiver {
  /** Something was printed. Text is one char a byte; `record` are its keys and values, where it has any. */
  onNote(label: BpftraceLabel, text: string, record: ReturnType<typeof readBpftraceRecord>): void;
  /** bpftrace lost so many events of the kernel. */
  onLost(count: number): void;
  /** The script's probes are in place. */
  onAttached(): void;
}

/** Text of a line that is not ended yet is given when it has so many bytes. */
const pendingMax = 60_000;

const attached = 'attached_probes';
const lost = 'lost_events';

/** Kinds whose text continues on one line until one of them ends it, as on a terminal. */
const textKinds: ReadonlySet<string> = new Set(['printf', 'time', 'join', 'cat', 'syscall', 'output']);

/**
 * Reads the lines of `bpftrace -f json`, each an object with `type` and `data`
 * (https://github.com/bpftrace/bpftrace/blob/master/man/adoc/bpftrace.adoc, option -f), and gives what a script printed, one by one:
 * lines of text, and of maps every entry, every bucket of a histogram.
 */
export class MessageReader {
  readonly #receiver: MessageReceiver;
  #pending = '';
  #kind = '';

  constructor(receiver: MessageReceiver) {
    this.#receiver = receiver;
  }

  line(line: string): void {
    if (line === '') return;
    const message = line.startsWith('{') ? parseJson(line) : undefined;
    if (!isObject(message) || typeof message.type !== 'string') {
      // What programs print that a script starts comes between the messages, as it is.
      this.#text('output', `${line}\n`);
      return;
    }
    const { type, data } = message;
    if (type === attached) this.#receiver.onAttached();
    else if (type === lost) this.#receiver.onLost(isObject(data) ? Number(data.events) || 0 : 0);
    else if (typeof data === 'string' && textKinds.has(type)) this.#text(type, data);
    else if (isObject(data)) this.#maps(type, data);
    else if (data !== undefined) this.#value(type, '', data);
  }

  /** Gives what was not ended by a line end. */
  end(): void {
    if (this.#pending !== '') this.#flush();
  }

  #text(kind: string, text: string): void {
    this.#pending += text;
    // A time in front of a line is a part of it.
    if (this.#kind === '' || kind !== 'time') this.#kind = kind;
    if (text.endsWith('\n') || this.#pending.length > pendingMax) this.#flush();
  }

  #flush(): void {
    const text = this.#pending.replace(/\n$/, '');
    const kind = this.#kind;
    this.#pending = '';
    this.#kind = '';
    if (text === '') return;
    const record = readBpftraceRecord(text);
    const name = record.get('name') ?? record.get('probe');
    this.#receiver.onNote({ kind, name: name === undefined ? '' : String(name) }, text, record);
  }

  #maps(kind: string, maps: Record<string, unknown>): void {
    for (const [name, content] of Object.entries(maps)) {
      if (kind === 'hist') this.#histograms(kind, name, content);
      else if (isObject(content) && !isStatistics(kind, content)) {
        for (const [key, value] of Object.entries(content)) this.#entry(kind, name, key, value);
      } else this.#entry(kind, name, undefined, content);
    }
  }

  /** A histogram is a list of buckets, or one such list a key. */
  #histograms(kind: string, name: string, content: unknown): void {
    const lists: [string | undefined, unknown][] = isObject(content) ? Object.entries(content) : [[undefined, content]];
    for (const [key, buckets] of lists) {
      for (const bucket of Array.isArray(buckets) ? buckets : [buckets]) this.#entry(kind, name, key, bucket);
    }
  }

  #entry(kind: string, name: string, key: string | undefined, value: unknown): void {
    const members = isObject(value) ? value : { value };
    this.#value(kind, name, key === undefined ? members : { key, ...members });
  }

  #value(kind: string, name: string, value: unknown): void {
    const text = typeof value === 'string' ? value : compactJson(value);
    this.#receiver.onNote({ kind, name }, text, readBpftraceRecord(text));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is what stats() prints of a map without keys, and no map with these keys. */
function isStatistics(kind: string, content: Record<string, unknown>): boolean {
  return kind === 'stats' && ['count', 'average', 'total'].every((name) => typeof content[name] === 'number');
}
