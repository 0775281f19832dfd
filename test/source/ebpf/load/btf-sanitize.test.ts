import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Bpf, loadBtf } from '../../../../src/source/ebpf/load/bpf.ts';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { encodeBtf } from '../../../../src/source/ebpf/load/btf-encode.ts';
import { type BtfFeatures, probeBtfFeatures } from '../../../../src/source/ebpf/load/btf-features.ts';
import { BtfKind } from '../../../../src/source/ebpf/load/btf-kinds.ts';
import { sanitizeBtf } from '../../../../src/source/ebpf/load/btf-sanitize.ts';
import { openLibc } from '../../../../src/source/ebpf/load/index.ts';
import { isOlderThan } from '../../../../src/source/ebpf/load/kernel.ts';
import { because, loadingObstacle } from './support.ts';

const OLD: BtfFeatures = { float: false, declarationTag: false, typeTag: false, enum64: false };
const NEW: BtfFeatures = { float: true, declarationTag: true, typeTag: true, enum64: true };

/** One type of each kind that is younger than Linux 5.8, among others that refer to it. */
const young = new Btf(
  encodeBtf([
    { name: 'int', kind: BtfKind.INT, third: 4, rest: [(1 << 24) | 32] },
    { name: 'float', kind: BtfKind.FLOAT, third: 4 },
    { name: 'large', kind: BtfKind.ENUM64, third: 8, length: 2, rest: [1, 1, 1, 5, 2, 2] },
    { name: 'user', kind: BtfKind.TYPE_TAG, third: 1 },
    { name: '', kind: BtfKind.PTR, third: 4 },
    { name: 's', kind: BtfKind.STRUCT, third: 24, length: 3, rest: [1, 2, 0, 5, 3, 64, 11, 5, 128] },
    { name: 'note', kind: BtfKind.DECL_TAG, third: 6, rest: [0xffff_ffff] },
    { name: 'last', kind: BtfKind.TYPEDEF, third: 6 },
  ]),
  'young',
);

const kinds = (btf: Btf): number[] => Array.from({ length: btf.count - 1 }, (_, index) => btf.kind(index + 1));

describe('types for a kernel that knows fewer kinds', () => {
  const old = new Btf(sanitizeBtf(young, OLD), 'old');

  test('are written as kinds it knows', () => {
    expect(kinds(old)).toEqual([
      BtfKind.INT,
      BtfKind.STRUCT,
      BtfKind.UNION,
      BtfKind.CONST,
      BtfKind.PTR,
      BtfKind.STRUCT,
      BtfKind.INT,
      BtfKind.TYPEDEF,
    ]);
  });

  test('keep their numbers, sizes and names', () => {
    expect(old.count).toBe(young.count);
    for (const id of [1, 2, 3, 5, 6, 8]) expect(old.size(id)).toBe(young.size(id));
    expect(old.name(8)).toBe('last');
    expect(old.member(3, 1)).toEqual({ name: young.enumValueName(3, 1), type: 1, bitOffset: 0, bitSize: 0 });
  });

  test('stay as they are on a kernel that knows them all', () => {
    expect(sanitizeBtf(young, NEW)).toEqual(young.bytes);
  });

  test('are a copy: the original is not touched', () => {
    sanitizeBtf(young, OLD);
    expect(young.kind(3)).toBe(BtfKind.ENUM64);
  });
});

const obstacle = await loadingObstacle();

describe.skipIf(obstacle !== undefined)(`this kernel${because(obstacle)}`, () => {
  test('takes the rewritten types', async () => {
    const fd = loadBtf(new Bpf(await openLibc()), sanitizeBtf(young, OLD));
    expect(fd).toBeGreaterThan(0);
    fs.closeSync(fd);
  });

  test('knows the kinds of its release', async () => {
    const features = probeBtfFeatures(new Bpf(await openLibc()));
    if (!isOlderThan('6.0')) expect(features).toEqual(NEW);
    if (isOlderThan('5.13')) expect(features.float).toBe(false);
    const fd = loadBtf(new Bpf(await openLibc()), sanitizeBtf(young, features));
    expect(fd).toBeGreaterThan(0);
    fs.closeSync(fd);
  });
});
