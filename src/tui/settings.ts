import { isThemeName, makeLook, themeNames } from './look/index.ts';
import type { Shell } from './shell.ts';

/** Something that `:set` changes while the view runs. */
export interface Setting {
  readonly name: string;
  /** What it takes. */
  readonly values: string;
  readonly set: (shell: Shell, value: string) => void;
}

export function setTheme(shell: Shell, value: string): void {
  if (isThemeName(value)) shell.setLook(makeLook(value, shell.look.ascii, shell.look.depth));
  else shell.say('warning', `there is no theme ${value}: ${themeNames.join(', ')}`);
}

export function setSpeed(shell: Shell, value: string): void {
  const speed = /^\d+(?:\.\d+)?x?$/.test(value) ? Number.parseFloat(value) : 0;
  if (speed > 0) shell.dispatch({ type: 'time', time: { speed } });
  else shell.say('warning', `${value} is no speed, as in speed 10x`);
}

/** `500ms`, `2s`, `1.5s` in ms; undefined where it is none. */
function durationOf(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s)$/.exec(text) ?? [];
  return number === undefined ? undefined : Math.round(Number(number) * (unit === 's' ? 1000 : 1));
}

function setInterval(shell: Shell, value: string): void {
  const ms = durationOf(value);
  const { port } = shell;
  if (port.setInterval === undefined) shell.say('warning', 'a recording has no interval: it is read at once');
  else if (ms === undefined) shell.say('warning', `${value} is no interval, as in set interval 500ms`);
  else if (shell.accept(port.setInterval(ms))) shell.say('info', `a sample every ${ms / 1000}s`);
}

/** A setting that is on or off. */
function onOff(name: string, change: (shell: Shell, isOn: boolean) => void): Setting {
  return {
    name,
    values: 'on|off',
    set: (shell, value) => {
      if (value === 'on' || value === 'off') change(shell, value === 'on');
      else shell.say('warning', `set ${name} takes on or off`);
    },
  };
}

/** All of them; the palette lists their names. */
export const settings: readonly Setting[] = [
  { name: 'interval', values: '500ms|2s', set: setInterval },
  { name: 'theme', values: themeNames.join('|'), set: setTheme },
  onOff('ascii', (shell, isOn) => shell.setLook(makeLook(shell.look.theme, isOn, shell.look.depth))),
  onOff('trend', (shell, isOn) => shell.dispatch({ type: 'trends', shown: isOn })),
  { name: 'speed', values: '10x', set: setSpeed },
];
