/** Bytes of a word. */
const wordBytes = 8;

/** The numbers of cpus as text, each with the same text in front, in one word of eight bytes. */
export class CpuTexts {
  /** CPUs from this one on have none. */
  static readonly count = 1000;
  readonly words: Float64Array = new Float64Array(CpuTexts.count);
  readonly lengths: Uint8Array = new Uint8Array(CpuTexts.count);

  /** @param before what stands in front, see {@link takes} */
  constructor(before: string) {
    const bytes = new Uint8Array(this.words.buffer);
    for (let cpu = 0; cpu < CpuTexts.count; cpu++) {
      const text = before + String(cpu);
      for (let i = 0; i < text.length; i++) bytes[cpu * wordBytes + i] = text.charCodeAt(i);
      this.lengths[cpu] = text.length;
    }
  }

  /** Whether a text can stand in front: it leaves room for the digits. */
  static takes(before: string): boolean {
    return before.length + String(CpuTexts.count - 1).length <= wordBytes && /^[\x20-\x7e]*$/.test(before);
  }
}
