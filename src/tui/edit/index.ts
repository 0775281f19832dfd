export { type EditedLine, editLine, lineOf } from './line.ts';
export { showLine } from './show.ts';
