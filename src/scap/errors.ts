/** The bytes are not a capture at all. */
export class NotACaptureError extends Error {
  override readonly name = 'NotACaptureError';
}

/**
 * The bytes are a capture, but broken from one point on. Everything before that point has been given.
 */
export class DamagedCaptureError extends Error {
  override readonly name = 'DamagedCaptureError';
  /** Where it broke: bytes from the beginning of the capture, unpacked where it is compressed. */
  readonly offset: number;
  /** Events read before the damage. */
  readonly events: number;
  /** What is wrong there, as half a sentence. */
  readonly reason: string;

  /** @param unpacked whether the capture is compressed, so that the offset is not one in the file */
  constructor(offset: number, events: number, reason: string, unpacked = false) {
    const place = `at byte ${offset}${unpacked ? ' of the unpacked data' : ''}`;
    super(`damaged capture: ${reason} ${place}; ${events} ${events === 1 ? 'event' : 'events'} recovered before it`);
    this.offset = offset;
    this.events = events;
    this.reason = reason;
  }
}
