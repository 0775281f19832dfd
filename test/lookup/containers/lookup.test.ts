import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { ContainerLookup } from '../../../src/lookup/containers/lookup.ts';

/** A lookup whose helper is the test. */
function helped() {
  const questions = new PassThrough();
  const answers = new PassThrough();
  const containers: string[] = [];
  const end = vi.fn();
  const lookup = new ContainerLookup({ questions, answers, end }, (json) => containers.push(json));
  const asked = (): string => String(questions.read() ?? '');
  return { lookup, answers, containers, asked, end };
}

async function took(action: Promise<unknown> | undefined): Promise<number> {
  const since = performance.now();
  await action;
  return performance.now() - since;
}

describe('a question about a container', () => {
  it('is asked once, and its answer comes from the event loop', async () => {
    const { lookup, answers, containers, asked } = helped();
    lookup.ask('aaaaaaaaaaaa');
    lookup.ask('aaaaaaaaaaaa');
    expect(asked()).toBe('aaaaaaaaaaaa\n');
    answers.write('C{"a":1}\nAaaaaaaaaaaaa\n');
    await lookup.settled();
    expect(containers).toEqual(['{"a":1}']);
    expect(lookup.settled()).toBeUndefined();
  });

  it('is none where it is no id', () => {
    const { lookup, asked } = helped();
    for (const id of ['web', 'aaaa', 'AAAAAAAAAAAA', 'a'.repeat(64), '/../../../..', 'aaaaaaaaaaa\n']) lookup.ask(id);
    expect(asked()).toBe('');
  });

  it('may come in parts, and with others', async () => {
    const { lookup, answers, containers } = helped();
    lookup.ask('aaaaaaaaaaaa');
    for (const part of ['C{"a"', ':1}\nC{}\nA', 'aaaaaaaaaaaa\n']) answers.write(part);
    await lookup.settled();
    expect(containers).toEqual(['{"a":1}', '{}']);
  });
});

describe('the stream', () => {
  it('waits some ms for an answer and not for many', async () => {
    const { lookup } = helped();
    for (let i = 0; i < 4; i++) {
      lookup.ask(`aaaaaaaaaaa${i}`);
      expect(await took(lookup.settled())).toBeLessThan(100);
    }
    lookup.ask('bbbbbbbbbbbb');
    expect(lookup.settled()).toBeUndefined();
  });

  it('waits again once answers come', async () => {
    const { lookup, answers } = helped();
    for (let i = 0; i < 4; i++) {
      lookup.ask(`aaaaaaaaaaa${i}`);
      await lookup.settled();
    }
    answers.write([0, 1, 2, 3].map((i) => `Aaaaaaaaaaaa${i}\n`).join(''));
    await vi.waitFor(() => {
      lookup.ask(`cccccccccccc`);
      expect(lookup.settled()).toBeDefined();
    });
  });

  it('waits at its start for what runs, for a moment', async () => {
    const { lookup, answers } = helped();
    setTimeout(() => answers.write('L\n'), 20);
    expect(await took(lookup.begun())).toBeLessThan(300);
    expect(lookup.notes).toEqual([]);
    const hung = helped().lookup;
    expect(await took(hung.begun())).toBeLessThan(1000);
    expect(hung.notes).toEqual([expect.stringContaining('took too long')]);
  });

  it('never waits for a helper that has ended', async () => {
    const { lookup, answers } = helped();
    lookup.ask('aaaaaaaaaaaa');
    answers.end();
    await vi.waitFor(() => expect(lookup.notes).toEqual([expect.stringContaining('has ended')]));
    expect(lookup.settled()).toBeUndefined();
    expect(await took(lookup.begun())).toBeLessThan(100);
  });

  it('takes no answer without end', async () => {
    const { lookup, answers, containers } = helped();
    answers.write('C'.repeat(200_000));
    await vi.waitFor(() => expect(lookup.notes).toHaveLength(1));
    answers.write('\nC{}\n');
    await new Promise(setImmediate);
    expect(containers).toEqual([]);
  });

  it('keeps few notes', async () => {
    const { lookup, answers } = helped();
    answers.write('Nsomething\n'.repeat(1000));
    await vi.waitFor(() => expect(lookup.notes.length).toBeGreaterThan(0));
    expect(lookup.notes.length).toBeLessThan(100);
  });
});
