import type { CaptureSpec, EventType, ParamDef, ParamType } from '../../../event/index.ts';
import type { FlagTables } from './flag-tables.ts';
import { eventSpec, PARAM_COUNT, PARAM_DEFAULT_MINUS_ONE, PARAM_ON_SUCCESS, PARAM_UNSIGNED_INT, paramSpec, TABLE_COUNT } from './layout.ts';
import { widthOf } from './width.ts';

/** Sources of parameters by name. */
export type OtherSources = Readonly<Record<string, CaptureSpec>>;

/** A parameter that stands behind those of the schema. */
export interface BehindParam {
  readonly type: ParamType;
  readonly from: CaptureSpec;
}

const none: OtherSources = {};

/** The parameters live capture gives an event: those of the classic schema. */
export function liveParams(type: EventType): readonly ParamDef[] {
  return type.params.filter((param) => !param.added);
}

/** Whether each parameter of the event says where it comes from. */
export function isCaptured(type: EventType): boolean {
  return liveParams(type).every((param) => param.from !== undefined);
}

/** The events the probe can write: one for each type, or for each of its syscalls where their arguments differ. */
export class EventSpecs {
  readonly bytes = new Uint8Array(TABLE_COUNT * eventSpec.size);
  readonly #view = new DataView(this.bytes.buffer);
  readonly #indices = new Map<string, number>();
  readonly #flagTables: FlagTables;

  constructor(flagTables: FlagTables) {
    this.#flagTables = flagTables;
  }

  /**
   * Index of the event that `syscall` becomes.
   *
   * @param others where parameters come from that come from elsewhere than their definitions say, by name
   * @param behind parameters that stand behind them
   */
  indexOf(type: EventType, syscall: string, others: OtherSources = none, behind: readonly BehindParam[] = []): number {
    const differs = liveParams(type).some((param) => param.from !== undefined && 'bySyscall' in param.from);
    const own = liveParams(type).some(({ name }) => others[name] !== undefined);
    const key = differs || own || behind.length > 0 ? `${type.number} ${syscall} ${own}` : `${type.number}`;
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.#indices.size;
      this.#indices.set(key, index);
      this.#write(index * eventSpec.size, type, syscall, others, behind);
    }
    return index;
  }

  #write(at: number, type: EventType, syscall: string, others: OtherSources, behind: readonly BehindParam[]): void {
    const params = liveParams(type);
    const count = params.length + behind.length;
    if (count >= PARAM_COUNT) throw new Error(`${type.code} has ${count} parameters`);
    this.#view.setUint16(at + eventSpec.type, type.number, true);
    this.#view.setUint16(at + eventSpec.count, count, true);
    for (const [i, param] of params.entries()) {
      this.#writeParam(at + eventSpec.params + i * paramSpec.size, param, others[param.name] ?? specFor(type, param, syscall));
    }
    for (const [i, param] of behind.entries()) {
      this.#writeParam(at + eventSpec.params + (params.length + i) * paramSpec.size, param, param.from);
    }
  }

  #writeParam(at: number, param: Pick<ParamDef, 'type' | 'set'>, spec: CaptureSpec): void {
    const view = this.#view;
    view.setUint8(at + paramSpec.source, spec.kind);
    view.setUint8(at + paramSpec.a, spec.a ?? 0);
    view.setUint8(at + paramSpec.b, spec.b ?? 0);
    view.setUint8(at + paramSpec.width, widthOf(param.type));
    view.setUint8(at + paramSpec.table, spec.translate === true && param.set !== undefined ? this.#flagTables.numberOf(param.set) : 0);
    view.setUint8(at + paramSpec.flags, flagsOf(spec));
    view.setInt16(at + paramSpec.immediate, spec.immediate ?? 0, true);
  }
}

function flagsOf(spec: CaptureSpec): number {
  let flags = 0;
  if (spec.onSuccess === true) flags |= PARAM_ON_SUCCESS;
  if (spec.defaultMinusOne === true) flags |= PARAM_DEFAULT_MINUS_ONE;
  if (spec.unsignedInt === true) flags |= PARAM_UNSIGNED_INT;
  return flags;
}

function specFor(type: EventType, param: ParamDef, syscall: string): CaptureSpec {
  const source = param.from;
  const spec = source !== undefined && 'bySyscall' in source ? source.bySyscall[syscall] : source;
  if (spec === undefined) throw new Error(`${type.code} does not say where its parameter ${param.name} comes from for ${syscall}`);
  if (spec.translate === true && param.set === undefined)
    throw new Error(`${type.code}: parameter ${param.name} has no set to translate to`);
  return spec;
}
