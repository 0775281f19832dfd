/** What a socket speaks over IP: the numbers in the fd lists of capture files (`scap_l4_proto` in sysdig's sources). */
export const L4Proto = {
  unknown: 0,
  /** The fd is not a socket of IP. */
  none: 1,
  tcp: 2,
  udp: 3,
  icmp: 4,
  raw: 5,
} as const;

const names: readonly (string | undefined)[] = [undefined, undefined, 'tcp', 'udp', 'icmp', 'raw'];

/** The name of one of {@link L4Proto} as `fd.l4proto` shows it; undefined where there is nothing to show. */
export function l4ProtoName(proto: number): string | undefined {
  return names[proto];
}
