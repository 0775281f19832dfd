export { ArgumentWriter, argumentWriter, indexOfParameter } from './event.ts';
export { atWorkingDirectory } from './fd.ts';
export { fieldTypeOf, parameterValue } from './value.ts';
