export { fieldClasses } from './classes.ts';
export { MillisecondText } from './clock.ts';
export { nameOf as eventName } from './evt-type.ts';
export { servicePortName } from './fd/services.ts';
export { compileGlob, foldAscii } from './glob.ts';
export { type FieldListOptions, fieldList, fieldListMarkdown } from './list.ts';
export { matchField, takesBrackets } from './match.ts';
export { bindField, fieldNames, findField, resolveField } from './registry.ts';
export { type BufferMode, defaultFieldSettings, type FieldSettings, type TimeMode } from './settings.ts';
export { type Readable, type TransformerInput, transform } from './transformers.ts';
export {
  type BoundField,
  type Extractor,
  type FieldArgument,
  FieldArgumentError,
  type FieldClass,
  type FieldDefinition,
  type FieldType,
  type FieldValue,
  type FieldWriter,
  type ListExtractor,
  type SeveralValues,
  type ThreadPart,
  type ValueOfType,
} from './types.ts';
