/** What a test lets another process call. */

/** A number of the call that begins and ends the calls: no kernel knows it. */
export const MARKER = 1_234_567;

/** An argument: a number, a C string, or memory. */
export type Argument =
  | number
  | string
  /** What an earlier call returned. */
  | { readonly result: number }
  /** Memory of that many bytes, all 0. */
  | { readonly space: number }
  /** Memory with these bytes, in hex. */
  | { readonly bytes: string }
  /** A number too large for JSON. */
  | { readonly number: string }
  /** An array of pointers that ends with NULL. */
  | { readonly pointers: readonly Argument[] }
  /** A struct iovec array. */
  | { readonly vector: readonly Argument[] }
  /** A struct msghdr. */
  | { readonly message: { readonly name?: Argument; readonly vector: readonly Argument[] } };

export interface Call {
  readonly number: number;
  readonly args: readonly Argument[];
}
