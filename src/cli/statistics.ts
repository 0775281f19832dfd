import type { EventSource } from '../source/index.ts';
import { nowMs } from './clock.ts';

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

  /** What live capture lost, in one line; with `always` also that it lost nothing. '' where there is nothing to say. */
  losses({ counters }: EventSource, always: boolean): string {
    const { seen, delivered, filtered, dropped } = counters;
    if (dropped === 0 && !always) return '';
    const equation = `${seen} seen = ${delivered} delivered + ${filtered} filtered + ${dropped} dropped`;
    if (dropped === 0) return `tsdig: nothing lost: ${equation}\n`;
    const share = ((100 * dropped) / seen).toPrecision(2);
    return `tsdig: LOST ${dropped} events (${share} %): ${equation}\nhint: a filter on evt.type or proc.name takes work off; -w with -q is cheaper than printing\n`;
  }
}
