import { afterEach, describe, expect, test } from 'vitest';
import { type LoadedObject, loadObject } from '../../../../src/source/ebpf/load/index.ts';
import { MappedArray } from '../../../../src/source/ebpf/ring/index.ts';
import { because, enterKernel, loadingObstacle, objectBytes, unknownCall } from '../load/support.ts';

const obstacle = await loadingObstacle();
let object: LoadedObject | undefined;

afterEach(() => object?.close());

describe.skipIf(obstacle !== undefined)(`a mapped array${because(obstacle)}`, () => {
  test('shows what programs write, without a system call, even when the map is closed', async () => {
    const call = unknownCall();
    object = await loadObject(objectBytes('link'), { programs: ['second'], globals: { wanted_call: call } });
    const pairs = await MappedArray.open(object.map('pairs'));
    expect([pairs.count, pairs.stride]).toEqual([4, 16]);
    object.attach();
    await enterKernel(call, 7);
    object.close();
    expect(pairs.u64(2)).toBe(7);
    // leaf(2) + leaf(3).
    expect(pairs.view.getUint32(2 * pairs.stride + 8, true)).toBe(15);
    expect(pairs.sum()).toBe(7);
    pairs.close();
    expect(pairs.words.length).toBe(0);
  });

  test('can be written when asked for', async () => {
    object = await loadObject(objectBytes('link'), { programs: ['second'] });
    const pairs = await MappedArray.open(object.map('pairs'), { writable: true });
    pairs.words[2] = 77n;
    expect(object.map('pairs').lookup(1)![0]).toBe(77);
    pairs.close();
  });

  test('holds global variables too', async () => {
    object = await loadObject(objectBytes('link'), { programs: ['calls'] });
    const { map, offset } = object.variables.get('started')!;
    const data = await MappedArray.open(object.map(map));
    expect(data.u64(0, offset)).toBe(40);
    data.close();
  });

  test('is refused for a map that was not made for it', async () => {
    object = await loadObject(objectBytes('link'), { programs: ['second'] });
    await expect(MappedArray.open(object.map('hash'))).rejects.toThrow("the map 'hash' was not made to be mapped (BPF_F_MMAPABLE)");
  });
});
