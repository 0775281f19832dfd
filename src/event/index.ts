export {
  type BpftraceLabel,
  type BpftraceValue,
  bpftraceId,
  bpftraceThread,
  compactJson,
  numberOf,
  parseJson,
  readBpftraceId,
  readBpftraceRecord,
} from './bpftrace.ts';
export { ByteWriter, FixedText } from './byte-writer.ts';
export {
  argPair,
  type CaptureBySyscall,
  CaptureKind,
  type CaptureSource,
  type CaptureSpec,
  comm,
  memory,
  memoryOrMinusOne,
  orMinusOne,
  syscallNumber,
} from './capture.ts';
export { EventCursor, type EventLayout, latin1, layoutV1, layoutV2, layoutV2Large, maxParams, type TimeBase, timeOn } from './cursor.ts';
export { describeEvent, isListed, listEvents } from './describe.ts';
export { errnoName } from './errno.ts';
export { codeOfKey, eventKeyCount, isGenericType, keyOfSyscall, lastGenericType, typeOfKey } from './keys.ts';
export { L4Proto, l4ProtoName } from './protocols.ts';
export { numberRoom, putHex64, putNine, putOctal, putUint, putWords, slack, triples } from './put.ts';
export { newNameParam, renamingKey } from './renaming.ts';
export * from './sets/index.ts';
export { signalName } from './signals.ts';
export { type EventSkips, Skip, skippedMark } from './skips.ts';
export * from './state.ts';
export { CLASSIC_SYSCALL_CODES, codeOfIa32, codeOfNative, type SyscallCode, syscallCodes, syscallOf } from './syscall-codes.ts';
export { nativeSyscallNumber, nativeSyscalls } from './syscalls.ts';
export { ia32Syscalls } from './syscalls-ia32.ts';
export { classicParamCount, eventFlags, eventNumber, eventParamCount, eventTable, eventTypeCount } from './table.ts';
export {
  type Category,
  type DynSet,
  EventFlag,
  type EventType,
  FIRST_NEWER_EVENT,
  type FlagName,
  type FlagSet,
  type KernelNumbers,
  type ParamDef,
  type ParamType,
  type PrintFormat,
} from './types.ts';
