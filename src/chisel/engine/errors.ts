/** Something a chisel asks for cannot be: an unknown field or filter, arguments that make no sense. A user's or author's mistake. */
export class ChiselError extends Error {
  override readonly name = 'ChiselError';
  readonly chisel: string;
  readonly hint: string | undefined;

  constructor(chisel: string, message: string, hint?: string) {
    super(chisel === '' ? message : `chisel ${chisel}: ${message}`);
    this.chisel = chisel;
    this.hint = hint;
  }
}

/** Thrown by `run.fail`: the chisel cannot work with its arguments or here. */
export class ChiselRefusal extends Error {
  override readonly name = 'ChiselRefusal';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
