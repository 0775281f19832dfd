import { optionHelp } from '../help.ts';
import { viewOptionGroups, viewOptions } from './options.ts';

const intro = `Usage: ctsdig [options] [filter]

Shows what the system is doing as tables that keep themselves up to date: processes, files, connections, containers, errors.
Without a terminal, one table is printed.

    ctsdig                                         the processes of this machine
    ctsdig -r all.scap -v files                    the files of a capture
    ctsdig -r all.scap -v connections proc.name=nginx --csv > connections.csv
`;

/** The text of `--help`, made from the option definitions. */
export function viewHelpText(): string {
  return optionHelp({ intro, groups: viewOptionGroups, options: viewOptions, end: 'Fields: ctsdig -l. Views: ctsdig --list-views.' });
}
