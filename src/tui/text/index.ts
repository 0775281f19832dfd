export { cut, elide, fit, graphemes, tail, widthOf, wrap } from './cells.ts';
export { displayText } from './display.ts';
