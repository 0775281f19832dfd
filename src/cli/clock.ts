/** Time that passes, in ms from an arbitrary moment. The global `performance` would load a module of its own at every start. */
export function nowMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
