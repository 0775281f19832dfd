import { describe, expect, it } from 'vitest';
import { parseServices, portOfService, serviceOfPort } from '../../src/lookup/services.ts';

describe('a services file', () => {
  const { ports, names } = parseServices(
    '# comment\nhttp\t80/tcp www # web\ndomain 53/udp\ndomain 53/tcp\nother 80/tcp\nbroken line\nbad 99999999/tcp\n',
  );

  it('names ports by protocol, the first line first', () => {
    expect(names.get('80/tcp')).toBe('http');
    expect(names.get('53/udp')).toBe('domain');
    expect(names.get('80/udp')).toBeUndefined();
  });

  it('finds ports by name and by alias', () => {
    expect(ports.get('http')).toBe(80);
    expect(ports.get('www')).toBe(80);
    expect(ports.get('broken')).toBeUndefined();
    expect(ports.get('bad')).toBeUndefined();
  });
});

describe('the services of this machine', () => {
  it('hold at least the well-known ones', () => {
    expect(portOfService('http')).toBe(80);
    expect(serviceOfPort(443, 'tcp')).toBe('https');
    expect(portOfService('no such service')).toBeUndefined();
  });
});
