export { ArgumentWriter, argumentWriter, indexOfParameter } from './event.ts';
export { atWorkingDirectory, textsOfFd } from './fd.ts';
export { fieldTypeOf, parameterValue } from './value.ts';
