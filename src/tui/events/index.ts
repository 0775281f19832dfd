export { digHeading, digLine, digText } from './dig-line.ts';
export { findEvent } from './find.ts';
export { formatNames, type PayloadFormat, payloadFormats, payloadLines, transferJson, transferTitle } from './payload.ts';
export { closeSearch, type EventSearch, noSearch, searchInput, searchOn } from './search.ts';
