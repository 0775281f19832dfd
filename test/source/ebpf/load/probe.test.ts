import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadObject, programInfo } from '../../../../src/source/ebpf/load/index.ts';
import { probeObject } from '../../../../src/source/ebpf/probe/index.ts';
import { findLibbpf } from './libbpf.ts';
import { because, loadingObstacle } from './support.ts';

const libbpf = findLibbpf();
const obstacle = (await loadingObstacle()) ?? (libbpf === undefined ? 'libbpf.so.1 is not installed' : undefined);

describe.skipIf(obstacle !== undefined)(`the product's own probe${because(obstacle)}`, () => {
  test('has the same instructions as when libbpf loads it', async () => {
    const bytes = await probeObject();
    const object = await loadObject(bytes);
    const tags = new Map([...object.programs.values()].map((program) => [program.name, programInfo(program.fd).tag]));
    object.close();
    expect(tags.size).toBeGreaterThan(0);
    const folder = mkdtempSync(join(tmpdir(), 'tsdig-probe-'));
    try {
      const path = join(folder, 'probe.o');
      writeFileSync(path, bytes);
      expect(tags).toEqual(libbpf!.tags(path));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
