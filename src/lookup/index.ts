export { ContainerLookup, type HelperPipes } from './containers/lookup.ts';
export { criTimeoutMsDefault, type HelperTask } from './containers/protocol.ts';
export { noSockets, type RuntimeSockets, runtimeSockets, type SocketWishes } from './containers/sockets.ts';
export { HostNames } from './host-names.ts';
export { portOfService, serviceOfPort } from './services.ts';

/** Answers questions about containers; the clients of the runtimes are loaded only now. See `containers/serve.ts`. */
export async function serveContainers(
  ...args: Parameters<typeof import('./containers/serve.ts').serveContainers>
): ReturnType<typeof import('./containers/serve.ts').serveContainers> {
  const { serveContainers: serve } = await import('./containers/serve.ts');
  return serve(...args);
}
