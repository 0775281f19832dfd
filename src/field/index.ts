export { fieldClasses } from './classes.ts';
export { bindField, fieldNames, findField, resolveField } from './registry.ts';
export {
  type BoundField,
  type Extractor,
  type FieldArgument,
  FieldArgumentError,
  type FieldClass,
  type FieldDefinition,
  type FieldType,
  type FieldValue,
  type ListExtractor,
} from './types.ts';
