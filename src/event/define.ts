import type { CaptureSource } from './capture.ts';
import type { Category, DynSet, EventType, FlagSet, ParamDef, ParamType, PrintFormat } from './types.ts';

interface ParamOptions {
  readonly set?: FlagSet;
  readonly dyn?: DynSet;
  readonly dirfd?: number;
  readonly from?: CaptureSource;
}

/** Defines a parameter: `p('mode', 'UINT32', 'OCT')`. */
export function p(name: string, type: ParamType, format: PrintFormat = 'NA', options: ParamOptions = {}): ParamDef {
  return { name, type, format, ...options };
}

/** Defines a parameter that newer schemas append to an event type of the classic one. */
export function added(name: string, type: ParamType, format: PrintFormat = 'NA', options: ParamOptions = {}): ParamDef {
  return { ...p(name, type, format, options), added: true };
}

interface PairOptions {
  readonly enter: readonly ParamDef[];
  readonly exit: readonly ParamDef[];
  /** Where the two directions differ, the exit's own name, category or flags. */
  readonly exitName?: string;
  readonly exitCategory?: Category;
  readonly exitFlags?: number;
  readonly enterName?: string;
  readonly enterCategory?: Category;
  readonly syscalls?: readonly string[];
}

/**
 * Defines an event type in both directions: the enter takes `number`, the exit `number + 1`.
 *
 * @param number even type number of the enter event
 * @param code name in sysdig's sources without `_E` and `_X`
 */
export function pair(
  number: number,
  code: string,
  name: string,
  category: Category,
  flags: number,
  options: PairOptions,
): [EventType, EventType] {
  const syscalls = options.syscalls ?? [];
  return [
    {
      number,
      code: `${code}_E`,
      name: options.enterName ?? name,
      enter: true,
      category: options.enterCategory ?? category,
      flags,
      params: options.enter,
      syscalls,
    },
    {
      number: number + 1,
      code: `${code}_X`,
      name: options.exitName ?? name,
      enter: false,
      category: options.exitCategory ?? category,
      flags: options.exitFlags ?? flags,
      params: options.exit,
      syscalls,
    },
  ];
}
