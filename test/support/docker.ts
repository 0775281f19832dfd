import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const searched = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/bin', '/sbin'];
const find = (name: string): string | undefined => searched.map((folder) => join(folder, name)).find(existsSync);
const dockerd = find('dockerd');
const busybox = find('busybox');

/** Why no Docker engine can be started here; undefined where one can. */
export const noDocker: string | undefined =
  process.geteuid?.() !== 0
    ? 'needs root'
    : dockerd === undefined || find('docker') === undefined
      ? 'needs dockerd and docker (docker.io)'
      : busybox === undefined
        ? 'needs busybox (busybox-static)'
        : undefined;

/** A Docker engine of the test's own, with one small image, `box:1`. */
export class DockerEngine {
  readonly socket: string;
  readonly #folder: string;
  readonly #daemon: ChildProcess;

  /** Starts it. Rejects with its last words where it does not come up. */
  static async start(): Promise<DockerEngine> {
    const engine = new DockerEngine();
    try {
      await engine.#comesUp();
      engine.#import();
      return engine;
    } catch (error) {
      await engine.stop();
      throw error;
    }
  }

  private constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'tsdig-docker-'));
    this.socket = join(this.#folder, 'docker.sock');
    const place = (name: string): string => join(this.#folder, name);
    const options = ['--iptables=false', '--bridge=none', '--storage-driver=vfs', '--pidfile', place('pid'), '-H', `unix://${this.socket}`];
    this.#daemon = spawn(dockerd ?? '', [...options, '--data-root', place('data'), '--exec-root', place('exec')], { stdio: 'ignore' });
  }

  /** Runs a command of Docker's client to its end. */
  run(...args: readonly string[]): string {
    return execFileSync('docker', ['-H', `unix://${this.socket}`, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#daemon.once('close', done));
    if (this.#daemon.exitCode === null && this.#daemon.kill('SIGTERM')) await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async #comesUp(): Promise<void> {
    for (let i = 0; i < 150; i++) {
      const { status } = spawnSync('docker', ['-H', `unix://${this.socket}`, 'info'], { stdio: 'ignore' });
      if (status === 0) return;
      if (this.#daemon.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 200));
    }
    throw new Error('the Docker engine did not come up');
  }

  #import(): void {
    const bin = join(this.#folder, 'root', 'bin');
    mkdirSync(bin, { recursive: true });
    cpSync(busybox ?? '', join(bin, 'busybox'));
    for (const name of ['sh', 'ls', 'cat', 'sleep']) symlinkSync('busybox', join(bin, name));
    const archive = execFileSync('tar', ['-C', join(this.#folder, 'root'), '-c', '.'], { maxBuffer: 1 << 27 });
    execFileSync('docker', ['-H', `unix://${this.socket}`, 'import', '-', 'box:1'], {
      input: archive,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  }
}
