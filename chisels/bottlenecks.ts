import { defineChisel, toNumber } from '../src/chisel/index.ts';

/** Calls that are shown. */
const most = 10;

/** A call that is among the slowest. */
interface SlowCall {
  readonly latency: number;
  readonly enter: string;
  readonly exit: string;
}

export default defineChisel({
  category: 'Performance',
  summary: 'Slowest system calls',
  description: `Lists the ${most} system calls that took longest to return.`,
  fields: ['evt.type', 'evt.args', 'evt.latency', 'proc.name'],
  state: () => ({ slowest: [] as SlowCall[], enters: new Map<number, string>() }),
  onEvent(event, { state }) {
    const { type, latency } = event.evt;
    if (type === 'switch' || latency === undefined) return;
    const ns = toNumber(latency);
    if (ns === 0) {
      state.enters.set(event.tid, `${event.num}) 0.000000000 ${event.proc.name ?? ''} (${event.tid}) > ${type} ${event.evt.args}`);
      return;
    }
    const place = state.slowest.findIndex((call) => ns > call.latency);
    if (place < 0 && state.slowest.length >= most) return;
    const seconds = `${Math.trunc(ns / 1e9)}.${String(ns % 1e9).padStart(9, '0')}`;
    const exit = `${event.num}) ${seconds} ${event.proc.name ?? ''} (${event.tid}) < ${type} ${event.evt.args}`;
    const call = { latency: ns, enter: state.enters.get(event.tid) ?? 'nil', exit };
    state.slowest.splice(place < 0 ? state.slowest.length : place, 0, call);
    if (state.slowest.length > most) state.slowest.pop();
  },
  onEnd(run) {
    for (const { enter, exit } of run.state.slowest) {
      run.print(enter);
      run.print(exit);
    }
  },
});
