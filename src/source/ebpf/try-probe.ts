import { EbpfError, loadObject, NotSupportedError, openLibc, possibleCpus } from './load/index.ts';
import { probeObject } from './probe/index.ts';
import { programsFor } from './programs.ts';

/** Smallest ring that the kernel takes on every machine, in bytes: nothing is recorded into it. */
const RING_BYTES = 1 << 16;

/**
 * Loads the probe as a capture would, without attaching it, and takes it out again. Gives why it cannot be loaded, undefined where it can.
 */
export async function tryProbe(): Promise<EbpfError | undefined> {
  try {
    if (process.arch !== 'x64')
      throw new NotSupportedError(`live capture is made for x64 machines, this is ${process.arch}`, 'read a capture file instead');
    await openLibc();
    const object = await loadObject(await probeObject(), {
      mapEntries: { ring: RING_BYTES, scratches: possibleCpus() },
      programs: programsFor({}),
    });
    object.close();
    return undefined;
  } catch (error) {
    if (error instanceof EbpfError) return error;
    throw error;
  }
}
