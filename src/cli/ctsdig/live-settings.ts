/** What the command line says of capturing, where no file is read. */
export interface LiveSettings {
  /** Whom to become once capture runs. */
  user: string | undefined;
  noDrop: boolean;
  /** Sockets of container runtimes that speak CRI; undefined: the usual ones. */
  criPaths: string[] | undefined;
  criTimeoutMs: number | undefined;
  /** Minutes that are kept for going back. */
  historyMinutes: number;
  /** MiB that they may take. */
  historyMiB: number;
  /** Samples that are printed where there is no terminal view. */
  samples: number;
}

/** The settings where nothing is said. */
export function defaultLiveSettings(): LiveSettings {
  return {
    user: undefined,
    noDrop: false,
    criPaths: undefined,
    criTimeoutMs: undefined,
    historyMinutes: 5,
    historyMiB: 128,
    samples: 1,
  };
}
