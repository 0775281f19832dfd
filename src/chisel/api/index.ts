/** The public API of chisels: `import { defineChisel } from 'tsdig/chisel'`. */
export { exportArguments, type Remarkable, remarkable, saveAround } from './around.ts';
export { defineChisel } from './define.ts';
export { type DnsMessage, dnsMessage } from './dns.ts';
export { type EchoDefinition, echoChisel } from './echo.ts';
export { type HeatDefinition, heatChisel } from './heat.ts';
export { type HttpExchange, HttpExchanges, type HttpRequest, httpFields, httpFilter, httpSnaplen, urlOf } from './http.ts';
export { type Colour, type Painted, type Printable, paint } from './paint.ts';
export { type PayloadsDefinition, payloadsChisel } from './payloads.ts';
export { type RefreshCalls, refreshed } from './refresh.ts';
export { refusesColours, type SlowerDefinition, slowerChisel } from './slower.ts';
export { type KeyColumns, showTable, type Table, type TableDefinition, type TableRow, tableChisel, type Units } from './table.ts';
export { bytesText, cell, exactly, numberText, sparkline, timeText, toNumber } from './text.ts';
export { type TotalsDefinition, totalsChisel } from './totals.ts';
export type * from './types.ts';
