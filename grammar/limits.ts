/** How deep parentheses, `not` and transformers may stand inside each other, all counted together. */
export const NESTING_MAX = 100;

/** How many columns a format may give one field. */
export const FIELD_WIDTH_MAX = 4096;
