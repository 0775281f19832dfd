import type { FieldType, FieldValue } from '../../field/index.ts';
import type { Aggregation } from './define.ts';

/**
 * A cell while events come in: its value and of how many events it is made, which averages are divided by. Events that
 * do not have the value count as none.
 */
export interface Cells {
  readonly values: FieldValue[];
  readonly counts: number[];
}

/** Takes a value into cell `i` of a row. */
export type Adder = (row: Cells, i: number, value: FieldValue, count: number) => void;

/** How values of a type are joined. Texts have no sum: the first stays; their maximum is the last one, as in csysdig. */
export function adderOf(aggregation: Aggregation | undefined, type: FieldType): Adder {
  const numeric = isNumeric(type);
  switch (aggregation) {
    case undefined:
      return keep;
    case 'SUM':
    case 'TIME_AVG':
      return !numeric ? keep : type === 'DOUBLE' ? sumDouble : sumWhole;
    case 'AVG':
      return numeric ? average : countOnly;
    case 'MAX':
      return numeric ? maximum : last;
    case 'MIN':
      return numeric ? minimum : keep;
  }
}

/** Whether values of a type can be added. Ports cannot: they are names. */
export function isNumeric(type: FieldType): boolean {
  let known = numeric.get(type);
  if (known === undefined) {
    known = /^U?INT|TIME$|^DOUBLE$|^BOOL$/.test(type);
    numeric.set(type, known);
  }
  return known;
}

/** Asked for every cell. */
const numeric = new Map<FieldType, boolean>();

/** The first value stays: later ones need not even be read. */
export const keep: Adder = () => undefined;

const last: Adder = (row, i, value) => {
  row.values[i] = value;
};

const countOnly: Adder = (row, i, _value, count) => {
  row.counts[i] = row.counts[i]! + count;
};

// Cells of several events are averages, here sums still to be divided: their averages are added, whole ones as whole numbers.
const sumWhole: Adder = (row, i, value, count) => {
  if (count < 2 && row.counts[i]! < 2) {
    row.values[i] = plus(row.values[i]!, value);
    return;
  }
  row.values[i] = plus(over(row.values[i]!, row.counts[i]!), over(value, count));
  row.counts[i] = 1;
};

const sumDouble: Adder = (row, i, value, count) => {
  row.values[i] = Number(row.values[i]) / Math.max(row.counts[i]!, 1) + Number(value) / Math.max(count, 1);
  row.counts[i] = 1;
};

const average: Adder = (row, i, value, count) => {
  row.counts[i] = row.counts[i]! + count;
  row.values[i] = plus(row.values[i]!, value);
};

const maximum: Adder = (row, i, value) => {
  if (row.values[i]! < value) row.values[i] = value;
};

const minimum: Adder = (row, i, value, count) => {
  if (count === 0) return;
  if (row.counts[i] === 0) {
    row.values[i] = plus(row.values[i]!, value);
    row.counts[i] = 1;
  } else if (row.values[i]! > value) row.values[i] = value;
};

/** The sum, exact; past 64 bits it begins anew, as the C type does. */
export function plus(a: FieldValue, b: FieldValue): number | bigint {
  if (typeof a !== 'bigint' && typeof b !== 'bigint') {
    const sum = Number(a) + Number(b);
    if (Number.isSafeInteger(sum) || !Number.isInteger(sum)) return sum;
  }
  const sum = BigInt.asUintN(64, BigInt(a) + BigInt(b));
  return sum <= Number.MAX_SAFE_INTEGER ? Number(sum) : sum;
}

function over(value: FieldValue, count: number): FieldValue {
  if (count <= 1) return value;
  return typeof value === 'bigint' ? value / BigInt(count) : Math.trunc(Number(value) / count);
}
