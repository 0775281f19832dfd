import type { Transfer } from '../../chisel/view/index.ts';
import type { Look } from '../look/index.ts';
import type { Shell } from '../shell.ts';
import type { EchoState } from '../state/index.ts';
import { findEvent } from './find.ts';
import { type PayloadFormat, payloadFormats } from './payload.ts';

function matches(sought: string, look: Look): (item: Transfer) => boolean {
  return ({ data, fd, proc }) =>
    data.toLowerCase().includes(sought) || look.show(fd).toLowerCase().includes(sought) || look.show(proc).toLowerCase().includes(sought);
}

/** Goes to the next transfer with the text sought. */
export function searchEcho(shell: Shell, state: EchoState, direction: 1 | -1): void {
  const { sought } = state.search;
  const giveUp = new AbortController();
  void findEvent(state.list, state.index, direction, matches(sought, shell.look), giveUp.signal).then((found) => {
    if (found < 0) shell.say('info', `nothing holds "${sought}"`);
    else shell.update('echo', { ...state, index: found, skip: 0, follows: false });
  });
}

/** The next form of the data. */
export function nextFormat(format: PayloadFormat): PayloadFormat {
  return payloadFormats[(payloadFormats.indexOf(format) + 1) % payloadFormats.length]!;
}
