export { type CurrentSpan, type SpanEvent, type Spans, spanEnter, spanExit } from './spans.ts';
export { Tracers } from './tracers.ts';
