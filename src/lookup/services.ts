import { readFileSync } from 'node:fs';

/** Where the machine's names of ports stand; its form is described in services(5). */
const SERVICES_FILE = '/etc/services';

/** Names every system knows, for machines (containers, mostly) that have no services file. */
const WELL_KNOWN = `
ftp-data 20/tcp
ftp 21/tcp
ssh 22/tcp
telnet 23/tcp
smtp 25/tcp mail
domain 53/tcp
domain 53/udp
bootps 67/udp
bootpc 68/udp
tftp 69/udp
http 80/tcp www
kerberos 88/tcp
pop3 110/tcp
sunrpc 111/tcp portmapper
ntp 123/udp
imap2 143/tcp imap
snmp 161/udp
bgp 179/tcp
ldap 389/tcp
https 443/tcp
https 443/udp
syslog 514/udp
ldaps 636/tcp
imaps 993/tcp
pop3s 995/tcp
mysql 3306/tcp
postgresql 5432/tcp
`;

interface Services {
  /** `name` and `name/protocol` → port. */
  readonly ports: ReadonlyMap<string, number>;
  /** `port/protocol` → name. */
  readonly names: ReadonlyMap<string, string>;
}

/** Reads the text of a services file. The first line that names a port or a name wins, as getservbyname(3) has it. */
export function parseServices(text: string): Services {
  const ports = new Map<string, number>();
  const names = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, portAndProtocol, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    const match = /^(\d{1,5})\/(\w+)$/.exec(portAndProtocol ?? '');
    if (name === undefined || match === null) continue;
    const port = Number(match[1]);
    const protocol = match[2]!;
    if (!names.has(`${port}/${protocol}`)) names.set(`${port}/${protocol}`, name);
    for (const known of [name, ...aliases]) {
      if (!ports.has(known)) ports.set(known, port);
      if (!ports.has(`${known}/${protocol}`)) ports.set(`${known}/${protocol}`, port);
    }
  }
  return { ports, names };
}

let services: Services | undefined;

/** The machine's services, read once. */
function known(): Services {
  if (services === undefined) {
    let text = WELL_KNOWN;
    try {
      text = readFileSync(SERVICES_FILE, 'latin1');
    } catch {
      // No such file here: the names everybody knows do.
    }
    services = parseServices(text);
  }
  return services;
}

/** Port of a service's name in any protocol, undefined for an unknown name. */
export function portOfService(name: string): number | undefined {
  return known().ports.get(name);
}

/** Name of a port in a protocol (`tcp`, `udp`); undefined for a port without name. */
export function serviceOfPort(port: number, protocol: string): string | undefined {
  return known().names.get(`${port}/${protocol}`);
}
