/**
 * The longest texts that sysdig accepts in the tables of a file, in bytes; it refuses a file with longer ones. What is
 * longer is cut when written.
 */
export const textMax = {
  /** comm, exe, exepath, cwd, root. */
  path: 1024,
  /** Arguments, environment, cgroups: lists of NUL-ended texts. */
  list: 4096,
  /** Names of fds and network interfaces. */
  name: 1023,
  /** Names, homes and shells of users, names of groups. */
  user: 255,
} as const;
