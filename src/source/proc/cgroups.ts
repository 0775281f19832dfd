/** What the probe says of a thread on a machine with one hierarchy only: the controllers it names. */
const UNIFIED_CONTROLLERS = ['cpuset', 'cpu', 'cpuacct', 'io', 'memory'];

/**
 * The cgroups of a `/proc/PID/cgroup` file as capture files hold them: `controller=path`, each ended by NUL. Where there is only the
 * unified hierarchy (cgroup v2), its path stands for each controller.
 */
export function parseCgroups(text: string): string {
  let list = '';
  let unified = '';
  for (const line of text.split('\n')) {
    const first = line.indexOf(':');
    const second = line.indexOf(':', first + 1);
    if (first < 0 || second < 0) continue;
    const controllers = line.slice(first + 1, second);
    const path = line.slice(second + 1);
    if (controllers === '') unified = path;
    else for (const controller of controllers.split(',')) list += `${controller}=${path}\0`;
  }
  if (list === '' && unified !== '') for (const controller of UNIFIED_CONTROLLERS) list += `${controller}=${unified}\0`;
  return list;
}
