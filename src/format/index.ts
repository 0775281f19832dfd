export { FormatError, OutputError } from './errors.ts';
export { escapeForTerminal } from './escape.ts';
export { jsonFormat } from './json.ts';
export { type EventWriter, textFormat } from './line.ts';
export { type LookOptions, lookOf } from './look.ts';
export { Output } from './output.ts';
export { type Preset, presetFormat } from './presets.ts';
export { Summary } from './summary.ts';
export { type ValueWriter, valueWriter } from './value.ts';
