import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Btf } from '../../../../src/source/ebpf/load/btf.ts';
import { BtfKind } from '../../../../src/source/ebpf/load/btf-kinds.ts';
import { indexTypes } from '../../../../src/source/ebpf/load/btf-names.ts';
import { NoKernelBtfError, openLibc } from '../../../../src/source/ebpf/load/index.ts';
import { openKernelBtf } from '../../../../src/source/ebpf/load/kernel-btf.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdig-btf-'));
const file = join(folder, 'vmlinux');
const content = Uint8Array.from({ length: 10_000 }, (_, index) => index % 251);

beforeAll(() => writeFileSync(file, content));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the kernel's types", () => {
  test('are mapped where that is possible, and gone when released', async () => {
    const { bytes, release } = openKernelBtf(await openLibc(), file);
    expect(Buffer.from(bytes).equals(content)).toBe(true);
    release();
    expect(bytes.length).toBe(0);
  });

  test('are read where the kernel does not let them be mapped', async () => {
    const libc = {
      ...(await openLibc()),
      map: () => {
        throw new Error('ENODEV');
      },
    };
    const { bytes, release } = openKernelBtf(libc, file);
    expect(Buffer.from(bytes).equals(content)).toBe(true);
    release();
    expect(bytes.length).toBe(content.length);
  });

  test('are missed with the way to get them', async () => {
    const libc = await openLibc();
    const open = () => openKernelBtf(libc, join(folder, 'nothing'));
    expect(open).toThrow(NoKernelBtfError);
    expect(open).toThrow('the kernel does not describe its types');
    expect(open).toThrow(expect.objectContaining({ code: 'no-kernel-btf', remedy: expect.stringContaining('CONFIG_DEBUG_INFO_BTF') }));
  });

  test.skipIf(!existsSync('/sys/kernel/btf/vmlinux'))('of this machine describe the tasks and tracepoints of a kernel', async () => {
    const { bytes, release } = openKernelBtf(await openLibc());
    const btf = new Btf(bytes, 'kernel BTF');
    const index = indexTypes(btf, ['task_struct', 'btf_trace_sys_enter'], [BtfKind.STRUCT, BtfKind.TYPEDEF]);
    const task = index.get('task_struct')![0]!;
    expect(btf.findMember(task, 'comm', (member) => btf.size(btf.member(task, member).type))).toBe(16);
    expect(index.get('btf_trace_sys_enter')).toHaveLength(1);
    release();
  });
});
