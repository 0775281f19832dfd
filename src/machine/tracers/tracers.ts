import type { CurrentEvent } from '../current.ts';
import { type Fd, Tracing } from '../fd.ts';
import { raw } from '../params.ts';
import type { Thread } from '../thread.ts';
import { MadeEvent } from './made-event.ts';
import { Spans } from './spans.ts';
import { readTracer } from './text.ts';

/** A text that comes in pieces is given up when it is longer, in bytes. */
const textMax = 65_536;

/**
 * Writes to /dev/null by which programs mark what they are doing ("tracers"). The write becomes an event of a span. Which fds
 * programs mark with is found out from what they first write to them.
 */
export class Tracers {
  readonly spans: Spans = new Spans();
  /** Whether any fd is known for it; before, enters of writes need no look. */
  any = false;
  readonly #made = new MadeEvent();
  /** Threads that have written to /dev/null what was looked at, each with what it wrote of a text whose end is missing. */
  #pieces = new WeakMap<Thread, string>();

  /** The machine begins anew. */
  clear(): void {
    this.any = false;
    this.#pieces = new WeakMap();
    this.spans.clear();
  }

  /** Whether the thread has marked, or tried to mark, a span. */
  marks(thread: Thread): boolean {
    return this.#pieces.has(thread);
  }

  /** Takes over from elsewhere that the thread has. */
  remember(thread: Thread): void {
    if (!this.#pieces.has(thread)) this.#pieces.set(thread, '');
  }

  /** Looks at what was written to (or read from) an fd of /dev/null, undefined where it is not known that it is one. */
  take(current: CurrentEvent, thread: Thread, fd: Fd | undefined): void {
    const { evt } = current;
    const data = raw(evt, 1);
    const before = this.#pieces.get(thread) ?? '';
    const text = upToNul(before + data);
    const read = before + data === '' ? 'invalid' : readTracer(text, thread);
    if (read === 'partial') {
      current.hidden = !current.machine.keepsWrites;
      this.#pieces.set(thread, before.length > textMax ? '' : before === '' ? data : text);
      return;
    }
    this.#pieces.set(thread, '');
    if (read !== 'invalid') {
      const made = this.#made.of(evt, read);
      if (made === undefined) return;
      if (fd !== undefined && fd.tracing !== Tracing.always) thread.fds.set(thread.lastEventFd, fd.with({ tracing: Tracing.always }));
      this.any = true;
      current.become(made, thread);
      this.spans.see(made);
      return;
    }
    if (fd === undefined) return;
    if (fd.tracing !== Tracing.always) {
      thread.fds.set(thread.lastEventFd, fd.with({ tracing: Tracing.never }));
      return;
    }
    // sysdig says so in place of a tag. It is no span: nothing will end it.
    const made = this.#made.of(evt, { begins: true, id: 0n, tags: [`invalid tracer ${upToNul(data)}, len${data.length}`], args: [] });
    if (made === undefined) return;
    current.become(made, thread);
    this.spans.see(made, false);
  }
}

function upToNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
