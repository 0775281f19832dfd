import { classicParamCount, eventTable } from './table.ts';
import { EventFlag, type EventType, type ParamDef } from './types.ts';

/**
 * One event type as `-L` shows it: `> open(FSPATH name, FLAGS32 flags, UINT32 mode)`. Parameters that only newer
 * schemas have are left out, as live events never carry them.
 */
export function describeEvent(type: EventType): string {
  const params = type.params.slice(0, classicParamCount[type.number]).map(describeParam);
  return `${type.enter ? '>' : '<'} ${type.name}(${params.join(', ')})`;
}

function describeParam(param: ParamDef): string {
  return `${param.type === 'DYN' ? 'DYNAMIC' : param.type} ${param.name}`;
}

/** Whether `-L` shows a type: not those old drivers wrote, numbers nobody uses, and the tracer's own bookkeeping. */
export function isListed(type: EventType): boolean {
  return (type.flags & (EventFlag.OLD_VERSION | EventFlag.UNUSED)) === 0 && type.category !== 'INTERNAL';
}

/** The lines of `-L`: sysdig 0.29.3's own in its order, then those of types that newer capture files hold. */
export function listEvents(): string[] {
  return eventTable.filter(isListed).map(describeEvent);
}
