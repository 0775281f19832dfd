import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { acceptQueue, CaptureKind, type CaptureSpec, cloneFlagsAt, quota, task, tuple } from '../../../../src/event/capture.ts';
import { parseObject } from '../../../../src/source/ebpf/load/object.ts';
import { probeObject } from '../../../../src/source/ebpf/probe/index.ts';
import * as layout from '../../../../src/source/ebpf/table/layout.ts';

const header = readFileSync(new URL('../../../../src/source/ebpf/probe/spec.h', import.meta.url), 'latin1');

/** Names of a C enum by number, without what all of them begin with. */
function enumNames(name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(header)?.[1] ?? '';
  const names = body.replace(/\/\*[\s\S]*?\*\//g, '').match(/\w+/g) ?? [];
  return names.map((found) => found.replace(/^[A-Z]+_(?:FLAGS_)?/, ''));
}

/** camelCase as C writes it. */
function upper(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** Holds names of operands in TypeScript against an enum of the probe, whose names may be written differently. */
function expectOperands<T extends string>(
  name: string,
  operand: (value: T) => CaptureSpec,
  written: Readonly<Record<string, string>>,
): void {
  const names = enumNames(name);
  const values = Object.entries(written);
  expect(values.length).toBe(names.length);
  for (const [value, constant] of values) {
    const spec = operand(value as T);
    expect([value, names[(name === 'queue' ? spec.b : spec.a) ?? -1]]).toEqual([value, constant]);
  }
}

const same = (...values: string[]): Record<string, string> => Object.fromEntries(values.map((value) => [value, upper(value)]));

describe('capture sources have the same numbers in the probe and in the event definitions', () => {
  test('kinds of sources', () => {
    expect(enumNames('source')).toEqual(Object.keys(CaptureKind));
    expect(Object.values(CaptureKind)).toEqual(Object.keys(CaptureKind).map((_, i) => i));
  });

  test('facts about a thread', () => {
    expectOperands('task_value', task, {
      ...same('tid', 'pid', 'fdLimit', 'majorFaults', 'minorFaults', 'vmSize', 'vmRss', 'vmSwap', 'euid', 'egid', 'vtid', 'vpid', 'vpgid'),
      ...same('tty', 'loginuid', 'exeFlags', 'parentTid'),
    });
  });

  test('peers of sockets', () => {
    expectOperands('peer', tuple, { ...same('connect', 'sendto', 'recvfrom', 'sendmsg', 'recvmsg'), accept: 'ACCEPTED' });
  });

  test('accept queues, clone flags and quotas', () => {
    expectOperands('queue', acceptQueue, same('percent', 'length', 'maximum'));
    expectOperands('clone_flags_at', cloneFlagsAt, { none: 'NONE', argument: 'REGISTER', memory: 'MEMORY' });
    expectOperands('quota_value', quota, {
      ...same('id', 'format', 'file', 'blockHard', 'blockSoft', 'space', 'inodeHard', 'inodeSoft', 'blockTime', 'inodeTime'),
      ...same('blockGrace', 'inodeGrace', 'infoFlags', 'formatOut'),
    });
  });
});

describe('the layout of the tables is that of the compiled probe', async () => {
  const { maps } = parseObject(await probeObject());
  const map = (name: string): { valueSize: number; maxEntries: number } => maps.find((found) => found.name === name)!;

  test('values', () => {
    expect(map('syscalls').valueSize).toBe(layout.syscallEntry.size);
    expect(map('events').valueSize).toBe(layout.eventSpec.size);
    expect(map('flag_tables').valueSize).toBe(layout.flagTable.size);
  });

  test('numbers of them', () => {
    expect(map('syscalls').maxEntries).toBe(layout.TABLE_COUNT);
    expect(map('events').maxEntries).toBe(layout.TABLE_COUNT);
    expect(map('flag_tables').maxEntries).toBe(layout.FLAG_TABLE_COUNT);
  });
});
