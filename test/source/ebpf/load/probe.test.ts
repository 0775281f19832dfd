import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadObject, programInfo } from '../../../../src/source/ebpf/load/index.ts';
import { findLibbpf } from './libbpf.ts';
import { because, loadingObstacle } from './support.ts';

const folder = fileURLToPath(new URL('../../../../src/source/ebpf/probe/', import.meta.url));
/** Probes of this processor: an object's name may have the processor's in it. */
const objects = globSync(`${folder}**/*.o`).filter(
  (path) => !/arm64|aarch64|x64|x86/.test(basename(path)) || basename(path).includes(process.arch),
);

const libbpf = findLibbpf();
const noProbe = objects.length === 0 ? 'no built probe' : undefined;
const obstacle = noProbe ?? (await loadingObstacle()) ?? (libbpf === undefined ? 'libbpf.so.1 is not installed' : undefined);

describe.skipIf(obstacle !== undefined)(`the product's own probe${because(obstacle)}`, () => {
  test.each(objects.map((path) => [basename(path), path]))('%s has the same instructions as when libbpf loads it', async (_, path) => {
    const object = await loadObject(readFileSync(path));
    const tags = new Map([...object.programs.values()].map((program) => [program.name, programInfo(program.fd).tag]));
    object.close();
    expect(tags.size).toBeGreaterThan(0);
    expect(tags).toEqual(libbpf!.tags(path));
  });
});
