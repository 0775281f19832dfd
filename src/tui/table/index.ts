export { linesAbove, smallest, type TableArea, tableArea } from './area.ts';
export { type ColumnPlan, chosenColumns, type PlacedColumn, placeColumns, titleOf } from './columns.ts';
export { type HeaderLine, type Span, sizeText, sourceLine, stateText, viewLine } from './header.ts';
export { cellsLine, headingLine, rowLine, totalsLine } from './lines.ts';
