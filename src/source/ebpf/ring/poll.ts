/**
 * The pause in which `targetBytes` gather at the rate last seen (`bytes` in `elapsedMs`). It shortens at once and at most doubles,
 * so that a lull inside a burst does not let the ring run over. A reader woken for each record costs the traced programs ten times more.
 */
export function nextDelay(previousMs: number, bytes: number, elapsedMs: number, targetBytes: number, minMs: number, maxMs: number): number {
  const wanted = bytes > 0 ? (targetBytes * elapsedMs) / bytes : maxMs;
  return Math.max(minMs, Math.min(wanted, previousMs * 2, maxMs));
}
