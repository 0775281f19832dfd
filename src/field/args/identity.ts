import { errnoName, FixedText, signalName, syscallOf } from '../../event/index.ts';
import type { FieldSettings } from '../settings.ts';
import { decimal64 } from './number.ts';
import { high32, low32, signed64, unsigned8, unsigned16 } from './read.ts';
import type { Rendering } from './rendering.ts';
import { writeSanitized } from './text.ts';

/** A user or group id that means "leave it as it is". */
const noId = 0xffffffff;

/** Results: `-2(ENOENT)`, `17`. */
export const errno: Rendering = {
  value: (context, at, _size, out) => decimal64(high32(context.evt, at), low32(context.evt, at), out),
  meaning: (context, at, _size, out) => {
    const value = signed64(context.evt, at);
    if (value < 0) out.text(errnoName(-value) ?? '');
  },
  both: (context, at, _size, out) => {
    const high = high32(context.evt, at);
    const low = low32(context.evt, at);
    const error = high === noHighBits ? errorText(4294967296 - low) : undefined;
    if (error === undefined) decimal64(high, low, out);
    else out.fixed(error);
  },
  direct: 'int64',
};

/** The high half of small negative numbers. */
const noHighBits = 0xffffffff;

/** `-2(ENOENT)` and others that have a name, by their number: made when first shown; null for those without a name. */
const errorTexts: (FixedText | null | undefined)[] = new Array(4096).fill(undefined);

function errorText(number: number): FixedText | undefined {
  if (number >= errorTexts.length) return undefined;
  let text = errorTexts[number];
  if (text === undefined) {
    const name = errnoName(number);
    text = name === undefined ? null : new FixedText(`-${number}(${name})`);
    errorTexts[number] = text;
  }
  return text ?? undefined;
}

/** Thread ids with the name of the thread: `1(systemd)`. */
export function pid(settings: FieldSettings, bits: 32 | 64): Rendering {
  return {
    value: (context, at, _size, out) =>
      bits === 64 ? decimal64(high32(context.evt, at), low32(context.evt, at), out) : out.int(low32(context.evt, at) | 0),
    meaning: ({ evt, machine }, at, _size, out) => {
      const thread = machine.threads.get(bits === 64 ? signed64(evt, at) : low32(evt, at) | 0);
      if (thread !== undefined) writeSanitized(thread.comm, settings, out);
    },
  };
}

/** User ids with the user's name: `0(root)`, `1234(<NA>)`, `-1(<NONE>)`. */
export function userId(settings: FieldSettings): Rendering {
  return {
    value: (context, at, _size, out) => out.int(low32(context.evt, at) | 0),
    meaning: ({ evt, machine, thread }, at, _size, out) => {
      const id = low32(evt, at);
      if (id === noId) out.text('<NONE>');
      else writeSanitized((thread && machine.users.get(id)?.name) ?? '<NA>', settings, out);
    },
  };
}

/** Group ids with the group's name. */
export function groupId(settings: FieldSettings): Rendering {
  return {
    value: (context, at, _size, out) => out.int(low32(context.evt, at) | 0),
    meaning: ({ evt, machine, thread }, at, _size, out) => {
      const id = low32(evt, at);
      if (id === noId) out.text('<NONE>');
      else writeSanitized((thread && machine.groups.get(id)?.name) ?? '<NA>', settings, out);
    },
  };
}

/** Signals: `9(SIGKILL)`. */
export const signal: Rendering = {
  value: (context, at, _size, out) => out.uint(unsigned8(context.evt, at)),
  meaning: (context, at, _size, out) => out.text(signalName(unsigned8(context.evt, at)) ?? ''),
  ofBytes: true,
};

/** Sets of signals: their names with spaces between them. */
export const signalSet: Rendering = {
  value: (context, at, _size, out) => {
    const mask = low32(context.evt, at);
    let first = true;
    for (let bit = 0; bit < 32; bit++) {
      if (((mask >>> bit) & 1) === 0) continue;
      const name = signalName(bit + 1);
      if (name === undefined) continue;
      if (!first) out.byte(0x20);
      out.text(name);
      first = false;
    }
  },
};

/** Codes of syscalls, as sysdig numbers them, with the syscall's name. */
export const syscallId: Rendering = {
  value: (context, at, _size, out) => out.uint(unsigned16(context.evt, at)),
  meaning: (context, at, _size, out) => out.text(syscallOf(unsigned16(context.evt, at), undefined).name),
};
