export { around, between, narrowed, slid, type TimeSpan, usualWidth, widened, widthOfSpan, widthText, windowAt } from './axis.ts';
export { barCells, barLine, barPlace, cellAt, eventsLine, levelText } from './bar.ts';
export { compareSides, openDiff, sidesOf } from './compare.ts';
export { timeMouse } from './mouse.ts';
export { timeLines } from './place.ts';
export { onward, play } from './player.ts';
export { boxOf, gridOf, makeSpectrogram, openSpectrogram, rangesOf, readout, spectrogramLeft } from './spectrogram.ts';
export { laneNames, startOfTime, type TimeState, timeLanes } from './state.ts';
export { askWindow, axisOf, noAxis } from './window.ts';
