import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  KernelCallError,
  type LoadedObject,
  type LoadOptions,
  loadObject,
  NotSupportedError,
  programInfo,
  TracepointMissingError,
  VerifierError,
} from '../../../../src/source/ebpf/load/index.ts';
import { parseObject } from '../../../../src/source/ebpf/load/object.ts';
import { findLibbpf } from './libbpf.ts';
import { because, enterKernel, loadingObstacle, objectBtf, objectBytes, objectPath, unknownCall } from './support.ts';

const obstacle = await loadingObstacle();
const libbpf = findLibbpf();
const loaded: LoadedObject[] = [];

async function load(name: string, options?: LoadOptions): Promise<LoadedObject> {
  const object = await loadObject(objectBytes(name), options);
  loaded.push(object);
  return object;
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

function u32s(bytes: Uint8Array | undefined): number[] {
  return bytes === undefined ? [] : [...new Uint32Array(bytes.slice().buffer)];
}

afterEach(() => {
  for (const object of loaded.splice(0)) object.close();
});

describe.skipIf(obstacle !== undefined)(`an object in the kernel${because(obstacle)}`, () => {
  test.skipIf(libbpf === undefined)('has the same instructions as when libbpf loads it', async () => {
    const object = await load('link');
    const tags = new Map([...object.programs.values()].map((program) => [program.name, programInfo(program.fd).tag]));
    expect(tags).toEqual(libbpf!.tags(objectPath('link')));
    expect([...tags.keys()].sort()).toEqual(['calls', 'classic', 'second', 'typed']);
  });

  test('runs from attaching to detaching, with its subprograms, maps and variables', async () => {
    const call = unknownCall();
    const object = await load('link', { programs: ['calls'], globals: { wanted_call: call, short_constant: 5 } });
    await enterKernel(call, 2);
    object.attach();
    await enterKernel(call, 3);
    object.detach();
    await enterKernel(call, 4);
    // branch(1) is leaf(1) + leaf(2): 9; three calls of global_function(1) count in the second pair.
    expect(u32s(object.map('pairs').lookup(1))).toEqual([3, 0, 9, 0]);
    // hidden_function returned 1 on top.
    const key = new Uint8Array(8);
    key[0] = 7;
    expect(u32s(object.map('hash').lookup(key))).toEqual([10]);
    expect(variable(object, 'started')).toBe(40n + 3n * 5n);
    // The callback stops after index 9: 0 + 1 + ... + 9 for each call.
    expect(variable(object, 'counted')).toBe(3n * 45n);
    expect(variable(object, 'hidden_counter')).toBe(3n * 2n);
  });

  test('gives the values of all CPUs of a per-CPU map', async () => {
    const call = unknownCall();
    const object = await load('link', { programs: ['calls'], globals: { wanted_call: call } });
    object.attach();
    await enterKernel(call, 25);
    const value = object.map('per_cpu').lookup(0)!;
    // 12 bytes a value, padded to 16.
    expect(value.length % 16).toBe(0);
    const counts = u32s(value).filter((_, index) => index % 4 === 0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
  });

  test('is called at classic tracepoints too', async ({ skip }) => {
    const call = unknownCall();
    const object = await load('link', { programs: ['classic'], globals: { wanted_call: call } });
    try {
      object.attach();
    } catch (error) {
      if (error instanceof TracepointMissingError && error.remedy.startsWith('mount')) skip('tracefs is not mounted');
      throw error;
    }
    await enterKernel(call, 6);
    expect(u32s(object.map('pairs').lookup(0))[0]).toBe(6);
  });

  test('leaves programs alone that are attached already', async () => {
    const call = unknownCall();
    const object = await load('link', { programs: ['second'], globals: { wanted_call: call } });
    object.attach(['second']);
    object.attach();
    await enterKernel(call, 1);
    expect(u32s(object.map('pairs').lookup(2))[0]).toBe(1);
  });

  test('has the sizes of maps it is asked for', async () => {
    const object = await load('link', { mapEntries: { pairs: 3000, hash: 5 } });
    expect(object.map('pairs').maxEntries).toBe(3000);
    expect(object.map('pairs').lookup(2999)).toEqual(new Uint8Array(16));
    expect(() => object.map('pairs').update(3000, new Uint8Array(16))).toThrow(KernelCallError);
    expect(object.map('pairs').lookup(3000)).toBeUndefined();
  });

  test('takes and gives back elements of its maps', async () => {
    const object = await load('link');
    const pairs = object.map('pairs');
    pairs.update(
      2,
      Uint8Array.from({ length: 16 }, (_, index) => index),
    );
    expect([...pairs.lookup(2)!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    pairs.updateAll(new Uint8Array(48).fill(9));
    expect(pairs.lookup(2)).toEqual(new Uint8Array(16).fill(9));
    expect(pairs.lookup(3)).toEqual(new Uint8Array(16));
    expect(object.map('hash').lookup(new Uint8Array(8))).toBeUndefined();
    expect(() => pairs.update(0, new Uint8Array(15))).toThrow("a value of the map 'pairs' has 16 bytes, not 15");
    expect(() => object.map('hash').lookup(1)).toThrow('a number is none');
    expect(() => object.map('no')).toThrow("the object has no map 'no'");
  });

  test('has constants nobody can change any more', async () => {
    const object = await load('link', { globals: { wanted_call: 77 } });
    const { map, offset } = object.variables.get('wanted_call')!;
    const constants = object.map(map);
    const content = constants.lookup(0)!;
    expect(new DataView(content.buffer).getUint32(offset, true)).toBe(77);
    expect(() => constants.update(0, content)).toThrow("not permitted to write the map '.rodata'");
  });

  test('gives all its descriptors back when closed', async () => {
    const before = openDescriptors();
    const object = await loadObject(objectBytes('link'));
    object.attach(['calls', 'second', 'typed']);
    expect(openDescriptors()).toBeGreaterThan(before + 8);
    object.close();
    expect(openDescriptors()).toBe(before);
  });

  test('leaves nothing behind when it is refused', async () => {
    const before = openDescriptors();
    await expect(loadObject(objectBytes('refused'), { programs: ['unbounded'] })).rejects.toThrow(VerifierError);
    expect(openDescriptors()).toBe(before);
  });

  test('tells the milliseconds of each phase', async () => {
    const { phases } = await load('link');
    expect(Object.keys(phases)).toEqual(['libc', 'object', 'programBtf', 'maps', 'kernelBtf', 'relocate', 'verify']);
    expect(Object.values(phases).every((milliseconds) => milliseconds >= 0 && milliseconds < 20_000)).toBe(true);
  });
});

describe.skipIf(obstacle !== undefined)(`a refusal${because(obstacle)}`, () => {
  test('by the verifier has its log, the program and the lines that say why', async () => {
    const error: unknown = await load('refused', { programs: ['unbounded'] }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(VerifierError);
    const refusal = error as VerifierError;
    expect(refusal.program).toBe('unbounded');
    expect(refusal.tail).toMatch(/unbounded|min value|outside/);
    expect(refusal.tail).not.toContain('processed ');
    expect(refusal.log).toContain('processed ');
    expect(refusal.message).toMatch(/^the kernel's verifier refused the program 'unbounded' \((EACCES|EINVAL)\)\n/);
  });

  test.each(['no_raw_tracepoint', 'no_typed_tracepoint', 'no_classic_tracepoint'])(
    'for a missing tracepoint names it (%s)',
    async (program) => {
      const attempt = load('refused', { programs: [program] }).then((object) => object.attach());
      await expect(attempt).rejects.toThrow(TracepointMissingError);
      await expect(attempt).rejects.toThrow('no_such_tracepoint');
    },
  );

  test('of another kind of program comes before anything is loaded', async () => {
    await expect(load('refused', { programs: ['other_kind'] })).rejects.toThrow(NotSupportedError);
  });

  test('of externs names the extern', async () => {
    await expect(load('extern')).rejects.toThrow(NotSupportedError);
    await expect(load('extern')).rejects.toThrow("the object uses the extern 'LINUX_KERNEL_VERSION'");
  });

  test('for a kernel whose types do not have a tracepoint names it', async () => {
    const attempt = load('link', { programs: ['typed'], kernelBtf: objectBtf('core-kernel').bytes });
    await expect(attempt).rejects.toThrow("this kernel has no tracepoint 'sys_exit'");
  });
});

describe('programs', () => {
  test('are all loaded but those marked for asking, unless they are chosen', () => {
    const names = (options: LoadOptions) => parseObject(objectBytes('refused'), options).entries.map((entry) => entry.name);
    expect(names({})).toEqual(['unbounded']);
    expect(names({ programs: ['other_kind', 'unbounded'] })).toEqual(['other_kind', 'unbounded']);
  });
});

describe('options that do not fit the object', () => {
  test.each<[options: LoadOptions, message: string]>([
    [{ mapEntries: { nothing: 1 } }, "the object has no map 'nothing'"],
    [{ programs: ['nothing'] }, "the object has no program 'nothing'"],
    [{ globals: { nothing: 1 } }, "the object has no global variable 'nothing'"],
    [{ globals: { short_constant: 65_536 } }, "65536 does not fit the global variable 'short_constant' of 2 bytes"],
    [{ globals: { short_constant: -32_769 } }, "-32769 does not fit the global variable 'short_constant' of 2 bytes"],
    [{ globals: { started: new Uint8Array(4) } }, "global variable 'started' has 8 bytes, not 4"],
  ])('%o are refused', async (options, message) => {
    await expect(loadObject(objectBytes('link'), options)).rejects.toThrow(new RangeError(message));
  });
});

function variable(object: LoadedObject, name: string): bigint {
  const place = object.variables.get(name)!;
  const content = object.map(place.map).lookup(0)!;
  const view = new DataView(content.buffer);
  return place.size === 8 ? view.getBigUint64(place.offset, true) : BigInt(view.getUint32(place.offset, true));
}
