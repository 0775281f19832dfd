import { describe, expect, it } from 'vitest';
import { bindField, defaultFieldSettings, resolveField } from '../../src/field/index.ts';
import { compileFilter } from '../../src/filter/index.ts';
import { Play } from '../machine/play.ts';
import { event } from '../support/events.ts';
import { bindWritten } from '../support/field-values.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';

const note = (id: string, text: string, tid = 100) => event('PPME_NOTIFICATION_E', [id, text], { tid });
const malloc = note('bpftrace:printf:malloc', '{"name":"malloc","pid":50,"tid":51,"comm":"demo","size":103,"who":"7x"}', 51);

const value = (written: string, ...events: readonly MinimalEvent[]) => bindWritten(written).extract(new Play().play(...events));
const passes = (filter: string, ...events: readonly MinimalEvent[]): boolean =>
  new Play().filtered(compileFilter(filter, defaultFieldSettings).predicate!, ...events).includes(events.length - 1);

describe('what a bpftrace script printed', () => {
  it('has fields with values of their own types', () => {
    expect(['name', 'kind', 'text', 'arg.size', 'arg[who]', 'arg.none', 'key'].map((name) => value(`bpftrace.${name}`, malloc))).toEqual([
      'malloc',
      'printf',
      '{"name":"malloc","pid":50,"tid":51,"comm":"demo","size":103,"who":"7x"}',
      103,
      '7x',
      undefined,
      undefined,
    ]);
    const entry = note('bpftrace:map:@n', '{"key":"demo","value":18446744073709551615}', 0);
    expect(['name', 'kind', 'key', 'value'].map((name) => value(`bpftrace.${name}`, entry))).toEqual([
      '@n',
      'map',
      'demo',
      18446744073709551615n,
    ]);
  });

  it('makes its thread known by the name and process the record tells, also when that changes', () => {
    const renamed = note('bpftrace:printf:', 'pid=50 tid=51 comm=other', 51);
    expect([value('proc.name', malloc), value('proc.pid', malloc), value('proc.name', malloc, renamed)]).toEqual(['demo', 50, 'other']);
  });

  it('does not rename a thread whose own events are seen', () => {
    const own = event('PPME_SYSCALL_CLOSE_E', [3], { tid: 51 });
    expect(value('proc.name', own, malloc)).toBe('<NA>');
  });

  it('leaves other notifications alone', () => {
    expect([value('bpftrace.text', note('1', '{"comm":"demo"}')), value('proc.name', note('1', '{"comm":"demo"}'))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['bpftrace.name=malloc and proc.name=demo', true],
    ['bpftrace.arg.size>100', true],
    ['bpftrace.arg.size>20000', false],
    ['bpftrace.arg.size>=103.5', false],
    ['bpftrace.arg.size=0x67', true],
    ['bpftrace.arg.size in (1, 103)', true],
    ['bpftrace.arg.size contains 10', true],
    ['bpftrace.arg.who=7x', true],
    ['bpftrace.arg.who>7', true],
    ['bpftrace.arg.none exists', false],
    ['bpftrace.arg.none!=3', false],
  ])('is matched as number or text: %s is %s', (filter, expected) => {
    expect(passes(filter, malloc)).toBe(expected);
  });

  it('needs a key', () => {
    const found = resolveField('bpftrace.arg')!;
    expect(() => bindField(found.definition, undefined)).toThrow();
  });
});
