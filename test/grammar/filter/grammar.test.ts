import { describe, expect, test } from 'vitest';
import { FilterParser } from '../../../grammar/filter/parser.ts';

describe('the grammar', () => {
  test('has no mistakes that Chevrotain can find: no ambiguity, no left recursion, no empty loop', () => {
    expect(() => new FilterParser(true)).not.toThrow();
  });

  test('begins with one rule that all others are reached from', () => {
    const { rules } = new FilterParser();
    const reached = new Set<string>();
    const visit = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return;
      if ('nonTerminalName' in value && typeof value.nonTerminalName === 'string') {
        if (reached.has(value.nonTerminalName)) return;
        reached.add(value.nonTerminalName);
        visit(rules[value.nonTerminalName]?.definition);
      } else if ('definition' in value && Array.isArray(value.definition)) {
        value.definition.forEach(visit);
      }
      if (Array.isArray(value)) value.forEach(visit);
    };
    visit(rules.filter.definition);
    expect([...reached, 'filter'].sort()).toEqual(Object.keys(rules).sort());
  });
});
