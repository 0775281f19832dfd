export { InputDecoder } from './decoder.ts';
export { type Input, type Key, keyLabel, type MouseInput, type PasteInput } from './key.ts';
