import type { ModifierName, OperatorName } from '../../grammar/index.ts';
import type { FieldType, SeveralValues } from '../field/index.ts';
import { isNumeric } from './constant.ts';

const order: readonly OperatorName[] = ['=', '!=', '<', '<=', '>', '>='];
const lists: readonly OperatorName[] = ['in', 'intersects', 'exists'];

const ofNumbers: readonly OperatorName[] = [...order, ...lists];
const ofAddresses: readonly OperatorName[] = ['=', '!=', ...lists];
const ofText: readonly OperatorName[] = [
  ...order,
  ...lists,
  'contains',
  'icontains',
  'startswith',
  'endswith',
  'glob',
  'iglob',
  'regex',
  'pmatch',
];
const ofBytes: readonly OperatorName[] = ['=', '!=', ...lists, 'contains', 'startswith', 'endswith', 'bcontains', 'bstartswith'];

/** The operators that can compare values of a type. */
export function operatorsOf(type: FieldType, several: SeveralValues | undefined): readonly OperatorName[] {
  if (several === 'list') return lists;
  if (type === 'IPADDR' || type === 'IPNET') return ofAddresses;
  if (type === 'BOOL' || isNumeric(type)) return ofNumbers;
  return type === 'BYTEBUF' ? ofBytes : ofText;
}

/** Whether `oneof`, `anyof`, `allof` may stand behind the operator. */
export function takesModifier(type: FieldType, modifier: ModifierName | undefined): boolean {
  return modifier === undefined || type === 'CHARBUF' || type === 'BYTEBUF';
}

/** What the values of a type are, for messages. */
export function describeType(type: FieldType): string {
  if (type === 'BOOL') return 'true or false';
  if (type === 'IPADDR') return 'an IP address';
  if (type === 'IPNET') return 'an IP network';
  if (type === 'PORT') return 'a port';
  if (isNumeric(type)) return 'a number';
  return type === 'BYTEBUF' ? 'bytes' : 'text';
}
