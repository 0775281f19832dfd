import type { InterfaceEntry } from '../event/index.ts';
import { ipv4At, ipv4Loopback, ipv6Any, ipv6At, ipv6Loopback } from './address.ts';
import type { Tuple } from './fd.ts';

interface Ipv4Interface {
  readonly name: string;
  readonly address: number;
  readonly netmask: number;
}

interface Ipv6Interface {
  readonly name: string;
  readonly address: string;
}

/** The network interfaces of the machine: they tell which end of a connection is here. */
export class NetworkInterfaces {
  #ipv4: readonly Ipv4Interface[] = [];
  #ipv6: readonly Ipv6Interface[] = [];

  /** As they were loaded. */
  entries: readonly InterfaceEntry[] = [];

  load(entries: readonly InterfaceEntry[]): void {
    this.entries = entries;
    this.#ipv4 = entries
      .filter((entry) => entry.family === 4)
      .map(({ name, address, netmask }) => ({ name, address: ipv4At(address, 0), netmask: ipv4At(netmask, 0) }));
    this.#ipv6 = entries.filter((entry) => entry.family === 6).map(({ name, address }) => ({ name, address: ipv6At(address, 0) }));
  }

  /** Whether the address is one of this machine's. IPv6: whether it is in one of its networks of 64 bits. */
  isLocal(address: number | string): boolean {
    if (typeof address === 'number') return this.#ipv4.some((own) => own.address === address);
    return this.#ipv6.some((own) => sameNetwork6(own.address, address));
  }

  /**
   * Fills in an address that the event did not give (a datagram socket bound to any address): the one this machine
   * would use towards the other end. Returns the same tuple where nothing is missing or nothing can be told.
   */
  complete(tuple: Tuple): Tuple {
    const none = typeof tuple.source === 'number' ? 0 : ipv6Any;
    if (tuple.source !== none && tuple.destination !== none) return tuple;
    const known = tuple.source === none ? tuple.destination : tuple.source;
    const own = typeof known === 'number' ? this.#towards4(known) : this.#towards6(known);
    if (own === known && tuple.sourcePort === tuple.destinationPort) return tuple;
    return tuple.source === none ? { ...tuple, source: own } : { ...tuple, destination: own };
  }

  #towards4(address: number): number {
    const list = this.#ipv4;
    if (list.some((own) => own.address === address)) return address;
    const near = list.find((own) => sameNetwork4(own, address)) ?? list.find((own) => own.address !== ipv4Loopback);
    return near?.address ?? 0;
  }

  #towards6(address: string): string {
    const list = this.#ipv6;
    if (list.some((own) => own.address === address)) return address;
    const near = list.find((own) => sameNetwork6(own.address, address)) ?? list.find((own) => own.address !== ipv6Loopback);
    return near?.address ?? ipv6Any;
  }
}

function sameNetwork4(own: Ipv4Interface, address: number): boolean {
  return (own.address & own.netmask) === (address & own.netmask);
}

/** By the usual split of 64 bits network, 64 bits host. */
function sameNetwork6(a: string, b: string): boolean {
  return a.slice(0, 8) === b.slice(0, 8);
}
