import { describe, expect, test } from 'vitest';
import { type FilterNode, parseFilter, visitFilter } from '../../../grammar/index.ts';

/** Every node of a filter as `kind text`, in the order of a walk. */
function nodes(text: string): string[] {
  const seen: string[] = [];
  visitFilter(parseFilter(text), {
    enter: (node: FilterNode) => {
      seen.push(`${node.kind} ${text.slice(node.start, node.end)}`);
      return undefined;
    },
  });
  return seen;
}

describe('ranges', () => {
  test('a comparison spans its sides', () => {
    expect(nodes('  proc.name = nginx ')).toEqual(['comparison proc.name = nginx', 'field proc.name', 'operator =', 'value nginx']);
  });

  test('a field spans its brackets, its argument only what stands in them', () => {
    expect(nodes("proc.aname[ 'a b' ]=x")).toEqual([
      "comparison proc.aname[ 'a b' ]=x",
      "field proc.aname[ 'a b' ]",
      "argument 'a b'",
      'operator =',
      'value x',
    ]);
  });

  test('exists ends with its word', () => {
    expect(nodes('fd.name exists ')).toEqual(['exists fd.name exists', 'field fd.name', 'operator exists']);
  });

  test('lists span their parentheses, their items do not', () => {
    expect(nodes('fd.name contains  oneof ( a, "b c" )')).toEqual([
      'comparison fd.name contains  oneof ( a, "b c" )',
      'field fd.name',
      'operator contains',
      'modifier oneof',
      'list ( a, "b c" )',
      'value a',
      'value "b c"',
    ]);
  });

  test('transformers span their parentheses and their index', () => {
    expect(nodes('tolower( join("-", (a.b, 3)) ) = getopt(x.y, "a")[b]')).toEqual([
      'comparison tolower( join("-", (a.b, 3)) ) = getopt(x.y, "a")[b]',
      'transformer tolower( join("-", (a.b, 3)) )',
      'transformer join("-", (a.b, 3))',
      'value "-"',
      'arguments (a.b, 3)',
      'field a.b',
      'value 3',
      'operator =',
      'transformer getopt(x.y, "a")[b]',
      'field x.y',
      'value "a"',
      'argument b',
    ]);
  });

  test('grouping parentheses belong to what surrounds them, not to what they enclose', () => {
    expect(nodes('( (a.b=1) and not (c.d=2) ) or(e.f=3 or g.h=4)')).toEqual([
      'or ( (a.b=1) and not (c.d=2) ) or(e.f=3 or g.h=4)',
      'and (a.b=1) and not (c.d=2)',
      'comparison a.b=1',
      'field a.b',
      'operator =',
      'value 1',
      'not not (c.d=2)',
      'comparison c.d=2',
      'field c.d',
      'operator =',
      'value 2',
      'or e.f=3 or g.h=4',
      'comparison e.f=3',
      'field e.f',
      'operator =',
      'value 3',
      'comparison g.h=4',
      'field g.h',
      'operator =',
      'value 4',
    ]);
  });

  test('offsets count UTF-16 units, also behind characters that take two', () => {
    expect(nodes("a.b = '🦀' and c.d = x").slice(0, 5)).toEqual([
      "and a.b = '🦀' and c.d = x",
      "comparison a.b = '🦀'",
      'field a.b',
      'operator =',
      "value '🦀'",
    ]);
  });

  test('names have ranges of their own', () => {
    const text = ' tolower(evt.arg[0]) = x';
    const parsed = parseFilter(text);
    if (parsed.kind !== 'comparison' || parsed.left.kind !== 'transformer') throw new Error('another tree');
    const [argument] = parsed.left.arguments;
    expect(text.slice(parsed.left.nameRange.start, parsed.left.nameRange.end)).toBe('tolower');
    expect(argument?.kind === 'field' && text.slice(argument.nameRange.start, argument.nameRange.end)).toBe('evt.arg');
  });
});

describe('a walk', () => {
  test('goes down and up in the order of the text, with each node its parent', () => {
    const steps: string[] = [];
    visitFilter(parseFilter('a.b=1 and not c.d exists'), {
      enter: (node, parent) => {
        steps.push(`+${node.kind} in ${parent?.kind ?? 'nothing'}`);
        return undefined;
      },
      leave: (node) => {
        steps.push(`-${node.kind}`);
      },
    });
    expect(steps).toEqual([
      ...['+and in nothing', '+comparison in and', '+field in comparison', '-field', '+operator in comparison', '-operator'],
      ...['+value in comparison', '-value', '-comparison', '+not in and', '+exists in not', '+field in exists', '-field'],
      ...['+operator in exists', '-operator', '-exists', '-not', '-and'],
    ]);
  });

  test('leaves out what is inside a node that enter refuses', () => {
    const seen: string[] = [];
    visitFilter(parseFilter('a.b=1 and (c.d=2 or e.f=3)'), {
      enter: (node) => {
        seen.push(node.kind);
        return node.kind !== 'or' && node.kind !== 'comparison';
      },
    });
    expect(seen).toEqual(['and', 'comparison', 'or']);
  });
});
