/** What the format language must know of fields, and no more. */
export interface FieldNames {
  /**
   * How many characters of the text from `offset` on are a field's name, dotted argument included; the longest name
   * that fits, 0 for none. In `%proc.name.` it is 9.
   */
  readonly matchField: (text: string, offset: number) => number;
  /**
   * Whether brackets behind this name hold its argument; otherwise they are text, as in `%proc.name[%proc.pid]`.
   * Without this function they always are an argument.
   */
  readonly takesArgument?: ((name: string) => boolean) | undefined;
}
