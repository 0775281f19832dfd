/** The interface all sources give. The sources themselves are entered through their own folders' `index.ts`. */
export { InjectingSource } from './injected.ts';
export { type Batch, type EventSource, idleMs, type Progress, type SourceCounters } from './types.ts';
export { ThreadVerdicts } from './verdicts.ts';
