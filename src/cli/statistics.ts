import type { EventSource } from '../source/index.ts';
import { nowMs } from './clock.ts';
import type { DropLimit } from './settings.ts';

/** What `-v` says at the end, and what was lost. */
export class Statistics {
  #started = nowMs();
  #seen = 0;
  #dropped = 0;
  #delivered = 0;
  #elapsedMs = 0;

  begin(): void {
    this.#started = nowMs();
  }

  end({ counters, live }: EventSource, delivered: number): void {
    this.#elapsedMs += nowMs() - this.#started;
    if (live) {
      this.#seen += counters.seen;
      this.#dropped += counters.dropped;
    }
    this.#delivered = delivered;
  }

  /** The lines of `-v`. */
  text(): string {
    const seconds = this.#elapsedMs / 1000;
    const rate = seconds > 0 ? this.#delivered / seconds : 0;
    return [
      `Driver Events:${this.#seen}`,
      `Driver Drops:${this.#dropped}`,
      `Elapsed time: ${seconds.toFixed(3)}, Captured Events: ${this.#delivered}, ${rate.toFixed(2)} eps`,
      '',
    ].join('\n');
  }

  /** One line where more was lost than is allowed; undefined where not. */
  excess(limit: DropLimit | undefined): string | undefined {
    const dropped = this.#dropped;
    if (limit === undefined || dropped === 0) return undefined;
    if ('events' in limit ? dropped <= limit.events : dropped * 100 <= limit.percent * this.#seen) return undefined;
    const allowed = 'events' in limit ? String(limit.events) : `${limit.percent}%`;
    return `tsdig: failed: ${dropped} of ${this.#seen} events were lost, and --max-drops allows ${allowed}\n`;
  }

  /** What live capture lost, in one line; with `always` also that it lost nothing. '' where there is nothing to say. */
  losses({ counters }: EventSource, always: boolean): string {
    const { seen, delivered, filtered, dropped } = counters;
    if (dropped === 0 && !always) return '';
    const equation = `${seen} seen = ${delivered} delivered + ${filtered} filtered + ${dropped} dropped`;
    if (dropped === 0) return `tsdig: nothing lost: ${equation}\n`;
    const share = ((100 * dropped) / seen).toPrecision(2);
    return `tsdig: LOST ${dropped} events (${share} %): ${equation}\nhint: evt.type, proc.pid and evt.failed are decided in the kernel (--explain); -w is cheaper than printing; --buffer-size lets more wait\n`;
  }
}
