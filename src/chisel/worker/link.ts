import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort, Worker } from 'node:worker_threads';
import { ChiselError, ChiselRefusal } from '../engine/errors.ts';
import type { Answer, Call, Deed, Tables } from './protocol.ts';

/** What a foreign chisel may use. */
export const limits = {
  /** MiB of memory. */
  memoryMib: 256,
  /** ms for loading it, and for each batch of events. */
  loadMs: 5000,
  callMs: 2000,
} as const;

/** While a chisel is waited for, its memory is looked at so often, in ms. */
const lookMs = 20;
const bytesPerMib = 1 << 20;

const tooMuchMemory = `used more than ${limits.memoryMib} MiB of memory`;

/**
 * Does the first calls of a chisel, which tell what it is and what it wants, somewhere else than in this process, and gives
 * what the last one gave. Throws ChiselError.
 */
export type Elsewhere = (calls: readonly Call[], chisel: string) => unknown;

/** A foreign chisel is over: it took too long, too much memory, or failed. */
export class ChiselDied extends Error {
  override readonly name = 'ChiselDied';
}

/**
 * The worker a foreign chisel runs in. Calls wait for their answer, so that what it prints comes in the order of the
 * events, and a call that takes too long ends it.
 */
export class WorkerLink {
  #worker: Worker | undefined;
  #port: MessagePort | undefined;
  readonly #signal: Int32Array;
  readonly #chisel: string;
  /** Why the worker ended, as far as it said. */
  #cause: string | undefined;
  #dead = false;
  #elsewhere: Elsewhere | undefined;
  /** Calls that were done elsewhere, and that the worker has to do before others. */
  readonly #before: Call[] = [];

  /** @param elsewhere where `load` and `prepare` are done; the worker itself begins with the capture */
  constructor(chisel: string, elsewhere?: Elsewhere) {
    this.#chisel = chisel;
    this.#elsewhere = elsewhere;
    this.#signal = new Int32Array(new SharedArrayBuffer(4));
  }

  #begin(): MessagePort {
    const { MessageChannel, Worker } = process.getBuiltinModule('node:worker_threads');
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(workerFile(), {
      workerData: { port: port2, signal: this.#signal },
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMib, maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.unref();
    port1.unref();
    this.#worker.on('error', (error: Error & { code?: string }) => {
      this.#cause = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory : error.message;
    });
    return port1;
  }

  /**
   * Calls the chisel and waits.
   *
   * @param onDeeds gets what it did, also where it failed
   * @param tables answers its questions
   * @throws ChiselDied, ChiselRefusal, ChiselError
   */
  call(call: Call, onDeeds: (deeds: readonly Deed[]) => void, tables: (question: Answer) => Tables): unknown {
    if (this.#elsewhere !== undefined) {
      if (call.call === 'load' || call.call === 'prepare') {
        this.#before.push(call);
        return this.#elsewhere(this.#before, this.#chisel);
      }
      this.#elsewhere = undefined;
      for (const before of this.#before) this.#do(before, onDeeds, tables);
    }
    return this.#do(call, onDeeds, tables);
  }

  #do(call: Call, onDeeds: (deeds: readonly Deed[]) => void, tables: (question: Answer) => Tables): unknown {
    const patience = call.call === 'load' ? limits.loadMs : limits.callMs;
    const until = Date.now() + patience;
    let before: number | undefined;
    const { receiveMessageOnPort } = process.getBuiltinModule('node:worker_threads');
    const port = this.#port ?? this.#begin();
    port.postMessage(call);
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      const message = receiveMessageOnPort(port) as { message: Answer } | undefined;
      if (message === undefined) {
        const left = until - Date.now();
        if (this.#dead || left <= 0) throw this.#died(call, patience);
        if (Atomics.wait(this.#signal, 0, seen, Math.min(left, lookMs)) !== 'timed-out') continue;
        // The limits of a worker do not count buffers. While this thread waits nothing else grows.
        const now = process.memoryUsage.rss();
        before ??= now;
        if (now - before > 2 * limits.memoryMib * bytesPerMib) throw this.#grewTooMuch();
        continue;
      }
      const { message: answer } = message;
      if (answer.answer === 'threads' || answer.answer === 'containers') {
        port.postMessage(tables(answer));
        continue;
      }
      onDeeds(answer.deeds);
      if (answer.answer === 'done') {
        if (answer.buffers > limits.memoryMib * bytesPerMib) throw this.#grewTooMuch();
        return answer.value;
      }
      if (answer.refusal) throw new ChiselRefusal(answer.line, answer.hint);
      if (call.call === 'load' || call.call === 'prepare') throw new ChiselError(this.#chisel, answer.line);
      throw new ChiselDied(answer.line);
    }
  }

  /** Why it ended, once the worker has said so. */
  async cause(): Promise<string | undefined> {
    await this.close();
    return this.#cause;
  }

  async close(): Promise<void> {
    this.#dead = true;
    await this.#worker?.terminate();
    this.#port?.close();
  }

  #grewTooMuch(): ChiselDied {
    this.#dead = true;
    return new ChiselDied(tooMuchMemory);
  }

  #died({ call }: Call, patience: number): ChiselDied {
    this.#dead = true;
    const where = { load: 'loading', prepare: 'its definition', start: 'onStart', events: 'onEvent', interval: 'onInterval', end: 'onEnd' }[
      call
    ];
    return new ChiselDied(`gave no answer from ${where} for ${patience / 1000} s`);
  }
}

function workerFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? resolve(here, 'thread.ts') : resolve(here, '../chisel-worker.js');
}
