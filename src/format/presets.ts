/** Layouts that can be asked for by name. */
export type Preset = 'default' | 'container' | 'kubernetes' | 'mesos';

const clock = '*%evt.num %evt.outputtime %evt.cpu';

/** Bright green, cyan and blue, and back to the terminal's own colour. */
const green = '\x1b[01;32m';
const cyan = '\x1b[01;36m';
const blue = '\x1b[01;34m';
const plain = '\x1b[00m';

const onTerminal: Readonly<Record<Preset, string>> = {
  default: `${clock} ${green}%proc.name${plain} (${cyan}%proc.pid${plain}.%thread.tid) %evt.dir ${blue}%evt.type${plain} %evt.info`,
  container: `${clock} ${green}%container.name${plain} (%container.id) ${green}%proc.name${plain} (${cyan}%thread.tid${plain}:%thread.vtid) %evt.dir ${blue}%evt.type${plain} %evt.info`,
  kubernetes: `${clock} ${green}%k8s.pod.name${plain} (%container.id) ${green}%proc.name${plain} (${cyan}%thread.tid${plain}:%thread.vtid) %evt.dir ${blue}%evt.type${plain} %evt.info`,
  mesos: `${clock} ${green}%mesos.task.name${plain} (%container.id) ${green}%proc.name${plain} (${cyan}%thread.tid${plain}:%thread.vtid) %evt.dir ${blue}%evt.type${plain} %evt.info`,
};

const elsewhere: Readonly<Record<Preset, string>> = {
  default: `${clock} %proc.name (%thread.tid) %evt.dir %evt.type %evt.info`,
  container: `${clock} %container.name (%container.id) %proc.name (%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info`,
  kubernetes: `${clock} %k8s.pod.name (%container.id) %proc.name (%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info`,
  mesos: `${clock} %mesos.task.name (%container.id) %proc.name (%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info`,
};

/** The text of a layout; colours only where it is meant for a terminal. */
export function presetFormat(preset: Preset, colours: boolean): string {
  return (colours ? onTerminal : elsewhere)[preset];
}
