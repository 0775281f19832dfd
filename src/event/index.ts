export { ByteWriter } from './byte-writer.ts';
export { EventCursor, type EventLayout, latin1, layoutV1, layoutV2, layoutV2Large, maxParams, type TimeBase } from './cursor.ts';
export * from './state.ts';
export { eventFlags, eventNumber, eventParamCount, eventTable, eventTypeCount } from './table.ts';
export {
  type CaptureSource,
  type Category,
  type DynSet,
  EventFlag,
  type EventType,
  FIRST_NEWER_EVENT,
  type FlagName,
  type FlagSet,
  type ParamDef,
  type ParamType,
  type PrintFormat,
} from './types.ts';
