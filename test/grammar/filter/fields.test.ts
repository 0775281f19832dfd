import { describe, expect, test } from 'vitest';
import { type Field, parseFilter } from '../../../grammar/index.ts';

function fieldOf(text: string): Field {
  const parsed = parseFilter(text);
  if (parsed.kind !== 'comparison' || parsed.left.kind !== 'field') throw new Error(`${text} does not compare a field`);
  return parsed.left;
}

describe('fields', () => {
  test.each([
    'proc.name',
    'evt.arg.name',
    'evt.type.is.open',
    'k8s.pod.label.app.kubernetes.io/name',
    'k8s.ns.label.a-b_c',
    'thread.cgroup.cpuset',
    'evt.rawarg.res',
    'x',
  ])('the name of %s keeps all its dots: where it ends is not known here', (name) => {
    expect(fieldOf(`${name}=1`)).toEqual({
      kind: 'field',
      name,
      nameRange: { start: 0, end: name.length },
      argument: undefined,
      start: 0,
      end: name.length,
    });
    expect(fieldOf(`${name} = 1`).name).toBe(name);
  });

  test.each([
    ['evt.arg[0]', '0', undefined],
    ['proc.aname[2]', '2', undefined],
    ['container.mount.source[/a b]', '/a b', undefined],
    ['proc.aname[ 2 ]', '2', undefined],
    ['x.y[0a!@#456:/\\.;!$%^&*(){}|]', '0a!@#456:/\\.;!$%^&*(){}|', undefined],
    ["x.y['a b']", 'a b', "'"],
    ['x.y["]"]', ']', '"'],
    ['x.y["a\\"b"]', 'a"b', '"'],
    ['x.y[""]', '', '"'],
  ])('%s has the argument %s', (written, text, quote) => {
    const field = fieldOf(`${written}=1`);
    expect(field.argument).toMatchObject({ kind: 'argument', text, quote });
    expect([field.start, field.end]).toEqual([0, written.length]);
    expect(field.nameRange.end).toBe(written.indexOf('['));
  });

  test('brackets belong to a field only directly behind it', () => {
    expect(() => parseFilter('proc.aname [2] = x')).toThrow("expected an operator after 'proc.aname', found '['");
  });

  test('a word of the language may begin or end a name', () => {
    for (const name of ['notz.a', 'and_macro', 'orx.y', 'not.a', 'x.in', 'in.x', 'tolower.x', 'val.y']) {
      expect(fieldOf(`${name} = 1`).name).toBe(name);
    }
  });
});
