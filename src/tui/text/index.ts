export { cut, elide, graphemes, inColumns, isSingle, tail, widthOf, wrap } from './cells.ts';
export { displayText } from './display.ts';
export { steadyText } from './steady.ts';
