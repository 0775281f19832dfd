import { lstatSync, readdirSync, statSync } from 'node:fs';

/** Where container runtimes listen on this host. */
export interface RuntimeSockets {
  readonly docker: readonly string[];
  readonly podman: readonly string[];
  readonly cri: readonly string[];
  /** Podman of ordinary users. */
  readonly rootless: readonly string[];
}

const dockerSocket = '/run/docker.sock';
const podmanSocket = '/run/podman/podman.sock';
const criSockets = ['/run/containerd/containerd.sock', '/run/k3s/containerd/containerd.sock', '/run/crio/crio.sock'];
const userFolders = '/run/user';
/** Ordinary users whose runtimes are asked. */
const usersMax = 32;

/** What the user said of where to look. */
export interface SocketWishes {
  /** Docker's socket, where it is not the usual one. */
  readonly docker?: string | undefined;
  /** Sockets of container runtimes instead of the usual ones. */
  readonly cri?: readonly string[] | undefined;
}

/** The sockets that are there now. Costs a few system calls. */
export function runtimeSockets({ docker, cri }: SocketWishes = {}): RuntimeSockets {
  return {
    docker: [docker ?? dockerSocket].filter(isSocket),
    podman: [podmanSocket].filter(isSocket),
    cri: (cri ?? criSockets).filter(isSocket),
    rootless: usersSockets(),
  };
}

/** Whether nobody can be asked. */
export function noSockets({ docker, podman, cri, rootless }: RuntimeSockets): boolean {
  return docker.length + podman.length + cri.length + rootless.length === 0;
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
}

/** Users' own sockets: only where the user it should belong to has made it. */
function usersSockets(): string[] {
  try {
    return readdirSync(userFolders)
      .filter((uid) => /^\d{1,10}$/.test(uid))
      .slice(0, usersMax)
      .map((uid) => ({ uid: Number(uid), path: `${userFolders}/${uid}/podman/podman.sock` }))
      .filter(({ uid, path }) => belongsTo(path, uid))
      .map(({ path }) => path);
  } catch {
    return [];
  }
}

function belongsTo(path: string, uid: number): boolean {
  try {
    const found = lstatSync(path);
    return found.isSocket() && found.uid === uid;
  } catch {
    return false;
  }
}
