import { themeNames } from './look/index.ts';
import { setSpeed, setTheme, settings } from './settings.ts';
import type { Shell } from './shell.ts';
import { around, askWindow, axisOf } from './time/index.ts';

/** A command that is typed with something behind it: `:view containers`. */
export interface Verb {
  readonly name: string;
  /** What stands behind it. */
  readonly argument: string;
  readonly help: string;
  readonly run: (shell: Shell, argument: string) => void;
}

export const verbs: readonly Verb[] = [
  {
    name: 'view',
    argument: 'ID',
    help: 'show a view',
    run: (shell, argument) => {
      const found = shell.port.views().find(({ id, name }) => id === argument || name.toLowerCase() === argument.toLowerCase());
      if (found === undefined) shell.say('warning', `there is no view ${argument}`);
      else shell.pickView(found.id);
    },
  },
  {
    name: 'sort',
    argument: 'COLUMN',
    help: 'sort by a column',
    run: (shell, argument) => {
      const at = shell.snapshot.columns.findIndex(({ title, id }) => title.toLowerCase() === argument.toLowerCase() || id === argument);
      if (at < 0) shell.say('warning', `there is no column ${argument}`);
      else shell.sortBy(at);
    },
  },
  {
    name: 'filter',
    argument: 'FILTER',
    help: 'count only events that match',
    run: (shell, argument) => void shell.accept(shell.port.setFilter(argument)),
  },
  {
    name: 'save',
    argument: 'NAME',
    help: 'save view, filter and order as a view of your own',
    run: (shell, argument) => {
      const { saveView } = shell.port;
      if (saveView === undefined) shell.say('warning', 'views cannot be saved here');
      else if (shell.accept(saveView.call(shell.port, argument))) shell.say('info', `saved; ctsdig -v mine/${argument} shows it`);
    },
  },
  {
    name: 'export',
    argument: 'FORMAT FILE',
    help: 'write what is shown to a new file: export csv x.csv',
    run: (shell, argument) => {
      const [, format = '', path = ''] = /^(\S+)\s+(.+)$/.exec(argument) ?? [];
      const { export: target } = shell.port;
      if (target === undefined) shell.say('warning', 'nothing can be exported here');
      else if (!target.formats.includes(format) || path === '') {
        shell.say('warning', `export takes one of ${target.formats.join(', ')} and a file`);
      } else {
        void target.write(format, path).then((outcome) => {
          if (shell.accept(outcome)) shell.say('info', `written to ${path}`);
        });
      }
    },
  },
  {
    name: 'open',
    argument: 'FILE',
    help: 'show a capture file in place of this: the same view, filter and time',
    run: (shell, argument) => void shell.openFile(argument),
  },
  {
    name: 'set',
    argument: settings.map(({ name, values }) => `${name} ${values}`).join(' | '),
    help: 'change a setting: set interval 500ms',
    run: (shell, argument) => {
      const [, name, value = ''] = /^(\S+)\s*(.*)$/.exec(argument) ?? [];
      const setting = settings.find((one) => one.name === name);
      if (setting === undefined) shell.say('warning', `set takes one of ${settings.map((one) => one.name).join(', ')}`);
      else setting.set(shell, value);
    },
  },
  {
    name: 'goto',
    argument: 'HH:MM:SS',
    help: 'bring the window to a time',
    run: (shell, argument) => {
      const axis = axisOf(shell);
      const at = shell.port.timeline?.(1, 'events')?.at(argument);
      if (axis === undefined || at === undefined) shell.say('warning', `${argument} is no time, as in goto 00:44:35.2`);
      else if (at < axis.from_ns || at > axis.to_ns) shell.say('warning', `${argument} lies outside of the capture`);
      else askWindow(shell, around(axis, shell.ui.time.window, at));
    },
  },
  {
    name: 'speed',
    argument: '10x',
    help: 'how fast Space plays a file',
    run: setSpeed,
  },
  {
    name: 'theme',
    argument: themeNames.join('|'),
    help: 'change the colours',
    run: setTheme,
  },
];
