import { afterAll, describe, expect, it } from 'vitest';
import { HostNames } from '../../src/lookup/index.ts';

describe('names of hosts', () => {
  const waiting = new HostNames(true);
  const hurried = new HostNames(false);
  afterAll(() => {
    waiting.close();
    hurried.close();
  });

  it('come at once where the stream may wait', () => {
    expect(waiting.addressesOf('localhost')).toContain('127.0.0.1');
    expect(waiting.nameOf('127.0.0.1')).toMatch(/./);
  });

  it('come later where it may not', async () => {
    expect(hurried.addressesOf('localhost')).toEqual([]);
    for (let i = 0; i < 50 && hurried.addressesOf('localhost').length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hurried.addressesOf('localhost')).toContain('127.0.0.1');
  });

  it('are missing for what has none', () => {
    expect(waiting.nameOf('no address')).toBeUndefined();
    expect(waiting.addressesOf('')).toEqual([]);
  });
});
