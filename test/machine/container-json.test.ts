import { describe, expect, it } from 'vitest';
import { bareContainer, type Container, parseContainer } from '../../src/machine/container.ts';
import { containerJson, containerJsonMax } from '../../src/machine/container-json.ts';
import { describedContainer } from '../support/container-events.ts';

const binary = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('latin1');
const rich = parseContainer(binary({ container: describedContainer('a', { name: 'wéb', host_pid: true }) }))!;

describe('the JSON of a container event', () => {
  it('says everything that is known of the container', () => {
    expect(parseContainer(containerJson(rich) ?? '')).toEqual(rich);
    const bare = bareContainer('abc', 1, 'lxc');
    expect(parseContainer(containerJson(bare) ?? '')).toEqual(bare);
  });

  it('fits an event however much there is to say', () => {
    const large: [Partial<Container>, (container: Container) => boolean][] = [
      [{ env: ['x'.repeat(70_000)] }, ({ env, cniJson }) => env.length === 0 && cniJson !== ''],
      [{ cniJson: 'x'.repeat(70_000) }, ({ cniJson, labels }) => cniJson === '' && labels.size > 0],
      [
        {
          labels: new Map([
            ['a', 'b'],
            ['c', 'x'.repeat(70_000)],
          ]),
        },
        ({ labels }) => labels.get('a') === 'b' && labels.size === 1,
      ],
      [{ mounts: Array.from({ length: 2000 }, () => rich.mounts[0]!) }, ({ mounts }) => mounts.length > 0],
      [
        { labels: new Map(Array.from({ length: 9000 }, (_, i) => [`k${i}`, 'v'])) },
        ({ labels, name }) => labels.size === 0 && name === rich.name,
      ],
    ];
    for (const [changes, isRight] of large) {
      const json = containerJson({ ...rich, ...changes });
      expect(json?.length).toBeLessThanOrEqual(containerJsonMax);
      expect(isRight(parseContainer(json ?? '')!)).toBe(true);
    }
  });

  it('is none where even the names are too long', () => {
    expect(containerJson({ ...rich, name: 'x'.repeat(70_000) })).toBeUndefined();
  });
});
