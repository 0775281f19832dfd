import { describe, expect, it } from 'vitest';
import { classicParamCount, type EventType, eventTable, FIRST_NEWER_EVENT, flagNames, type ParamDef } from '../../src/event/index.ts';
import { int, type MinimalEvent, text } from '../support/minimal-capture.ts';
import { paramSizes } from '../support/param-sizes.ts';
import { random } from '../support/random.ts';
import { hasSysdig, noSysdig, sysdigOn } from '../support/sysdig.ts';

/** Names that 0.29.3 does not have: newer tracers set these bits. */
const newer = /O_F_CREATED|FD_UPPER_LAYER|FD_LOWER_LAYER|EXE_UPPER_LAYER|EXE_FROM_MEMFD|EXE_LOWER_LAYER|SHUT_UNKNOWN/;

function harmless(param: ParamDef): Uint8Array {
  const size = paramSizes[param.type];
  if (size !== undefined) return int(size, 0);
  return param.type === 'FSPATH' || param.type === 'FSRELPATH' || param.type === 'CHARBUF' ? text('/x') : new Uint8Array(0);
}

/** An event of the type in which one parameter has the value. */
function eventWith(type: EventType, at: number, value: number): MinimalEvent {
  const params = type.params
    .slice(0, classicParamCount[type.number])
    .map((param, i) => (i === at ? int(paramSizes[param.type]!, value) : harmless(param)));
  return { type: type.number, params };
}

/** Each value of the set, sums of them, and values that mean nothing; cut to the parameter's size. */
function valuesFor(param: ParamDef): number[] {
  const entries = param.set!.entries.filter((entry) => !newer.test(entry.name));
  const hidden = param.set!.entries.filter((entry) => newer.test(entry.name)).reduce((sum, entry) => sum | entry.value, 0);
  const next = random(param.set!.name.length);
  const values = entries.map((entry) => entry.value);
  for (let i = 0; i < 16; i++) {
    values.push(entries.reduce((sum, entry) => (next(4) === 0 ? sum | entry.value : sum), 0));
    values.push(next(2 ** 32) >>> next(25));
  }
  const limit = 2 ** (paramSizes[param.type]! * 8);
  return values.map((value) => ((value & ~hidden) >>> 0) % limit);
}

const cases = eventTable
  .filter((type) => type.number < FIRST_NEWER_EVENT)
  .flatMap((type) => type.params.slice(0, classicParamCount[type.number]).map((param, at) => ({ type, param, at })))
  .filter(({ param }) => param.set !== undefined);

describe.skipIf(!hasSysdig)(`flags as sysdig prints them (${noSysdig})`, () => {
  it.each(cases.map((each) => [`${each.type.code} ${each.param.name}`, each] as const))(
    'are the same here: %s',
    (_, { type, param, at }) => {
      const values = valuesFor(param);
      const theirs = sysdigOn(
        values.map((value) => eventWith(type, at, value)),
        '-p',
        `%evt.arg.${param.name}`,
      );
      // Octal as C's %#o, where 0 has no further 0 in front.
      const number = (value: number): string => (param.type === 'MODE' && value !== 0 ? `0${value.toString(8)}` : String(value));
      expect(theirs).toEqual(values.map((value) => flagNames(param.set!, value) || number(value)));
    },
  );
});
