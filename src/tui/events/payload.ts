import type { Transfer } from '../../chisel/view/index.ts';
import type { Look } from '../look/index.ts';
import { wrap } from '../text/index.ts';

/** How data is shown. */
export type PayloadFormat = 'dotted' | 'printable' | 'hex' | 'json';

export const payloadFormats: readonly PayloadFormat[] = ['dotted', 'printable', 'hex', 'json'];

export const formatNames: Readonly<Record<PayloadFormat, string>> = {
  dotted: 'dotted ASCII',
  printable: 'printable ASCII',
  hex: 'hex',
  json: 'JSON',
};

/** Bytes of a line in hexadecimal, as hexdump(1) has. */
const hexBytes = 16;

/**
 * Data in lines of at most `width` columns. Whatever the data holds, only printable ASCII comes out: nothing in it can
 * steer the terminal.
 */
export function payloadLines(data: string, format: Exclude<PayloadFormat, 'json'>, width: number): string[] {
  switch (format) {
    case 'dotted':
      return wrap(data.replace(/[^\x20-\x7e]/g, '.'), width);
    case 'printable':
      return data
        .replace(/\r\n?/g, '\n')
        .split('\n')
        .flatMap((line) => wrap(line.replace(/\t/g, ' ').replace(/[^\x20-\x7e]/g, ''), width));
    case 'hex':
      return hexLines(data, width);
  }
}

function hexLines(data: string, width: number): string[] {
  // Offset, a blank, three columns a byte, a blank, one column a byte.
  const bytes = [hexBytes, 8, 4, 2, 1].find((count) => 5 + count * 4 + 1 <= width) ?? 1;
  const lines: string[] = [];
  for (let at = 0; at < data.length; at += bytes) {
    const part = data.slice(at, at + bytes);
    const hex = [...part].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    lines.push(`${at.toString(16).padStart(4, '0')} ${hex.padEnd(bytes * 3)} ${part.replace(/[^\x20-\x7e]/g, '.')}`.slice(0, width));
  }
  return lines;
}

/** What stands above the data of a transfer. */
export function transferTitle({ reads, bytes, data, fd, proc, tid, latency }: Transfer, clock: string, look: Look): string {
  const cut = data.length < bytes ? ` (${data.length} captured)` : '';
  const took = latency === '' ? '' : ` in ${latency}`;
  return `${reads ? '<-' : '->'} ${clock} ${look.show(proc)}[${tid}] ${reads ? 'read' : 'wrote'} ${bytes} B${cut} ${reads ? 'from' : 'to'} ${look.show(fd === '' ? '?' : fd)}${took}`;
}

/** A transfer on one line of JSON, bytes beyond ASCII escaped. */
export function transferJson({ num, reads, bytes, fd, proc, tid, data }: Transfer, clock: string): string {
  const json = JSON.stringify({ num, time: clock, dir: reads ? '<' : '>', bytes, proc, tid, fd, data });
  return json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
