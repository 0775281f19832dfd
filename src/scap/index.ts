export { Block, type BlockKind, type BlockType, blockType, blockTypes } from './blocks.ts';
export { CaptureDump, type DumpOptions, type EventBlock } from './dump.ts';
export { DamagedCaptureError, NotACaptureError } from './errors.ts';
export type { RotationLimits } from './file-names.ts';
export { type CaptureOutput, GzipOutput, OutputError, openFile, PlainOutput } from './output.ts';
export { type ByteInput, CaptureReader, type CaptureReaderOptions, InputDamage, type ReaderCounters, readerCounters } from './reader.ts';
export { type EventTime, textEventAt, textEventBlock, timeless } from './text-event.ts';
export { BlockWalker, type WalkCounters, type WalkStop } from './walker.ts';
export { CaptureWriter, DumpFlag } from './writer.ts';
