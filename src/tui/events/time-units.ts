import { timeText } from '../../chisel/view/index.ts';

/** A span of time with its unit; events of other processors may come a little earlier. */
export function timeUnits(ns: number): string {
  return ns < 0 ? `-${timeText(-ns)}` : timeText(ns);
}
