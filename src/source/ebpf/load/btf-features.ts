import fs from 'node:fs';
import { type Bpf, loadBtf } from './bpf.ts';
import { encodeBtf } from './btf-encode.ts';
import { BtfKind } from './btf-kinds.ts';

/** Kinds of types that came after Linux 5.8, and whether this kernel takes them. */
export interface BtfFeatures {
  /** Linux 5.13. */
  readonly float: boolean;
  /** Linux 5.16. */
  readonly declarationTag: boolean;
  /** Linux 5.17. */
  readonly typeTag: boolean;
  /** Linux 6.0. */
  readonly enum64: boolean;
}

/** A signed 32-bit integer. */
const INT = { name: 'int', kind: BtfKind.INT, third: 4, rest: [(1 << 24) | 32] };

/** Asks the kernel by loading a sample of each kind: releases say little, distributions carry features back. */
export function probeBtfFeatures(bpf: Bpf): BtfFeatures {
  const takes = (...types: Parameters<typeof encodeBtf>[0]): boolean => {
    const fd = loadBtf(bpf, encodeBtf(types));
    if (fd < 0) return false;
    fs.closeSync(fd);
    return true;
  };
  return {
    float: takes({ name: 'float', kind: BtfKind.FLOAT, third: 4 }),
    declarationTag: takes(
      INT,
      { name: 't', kind: BtfKind.TYPEDEF, third: 1 },
      { name: 'tag', kind: BtfKind.DECL_TAG, third: 2, rest: [0xffffffff] },
    ),
    typeTag: takes({ name: 'tag', kind: BtfKind.TYPE_TAG, third: 2 }, INT, { name: '', kind: BtfKind.PTR, third: 1 }),
    enum64: takes({ name: 'e', kind: BtfKind.ENUM64, third: 8, length: 1, rest: [1, 0, 0] }),
  };
}
