import { fdFields } from './fd.ts';
import { processFields } from './proc.ts';
import type { FieldClass } from './types.ts';

/** All field classes, in the order `-l` shows them. */
export const fieldClasses: readonly FieldClass[] = [processFields, fdFields];
