import { footerLine } from '../footer.ts';
import type { Shell } from '../shell.ts';
import { inColumns } from '../text/index.ts';
import { Lines } from './lines.tsx';

export interface PageProps {
  readonly shell: Shell;
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
  /** As wide as the screen; cut where they are more than find room. */
  readonly lines: readonly string[];
  /** At the right of the footer. */
  readonly right?: string;
}

/** A screen over the table: a title, lines, the footer. */
export function Page({ shell, columns, rows, title, lines, right = '' }: PageProps) {
  return <Lines columns={columns} lines={pageLines({ shell, columns, rows, title, lines, right })} />;
}

function pageLines({ shell, columns, rows, title, lines, right = '' }: PageProps): string[] {
  const height = pageHeight(rows);
  const body = Array.from({ length: height }, (_, i) => lines[i] ?? ' '.repeat(columns));
  return [shell.look.paint('heading', inColumns(title, columns)), ...body, footerLine(shell, columns, right)];
}

/** Lines between title and footer. */
export function pageHeight(rows: number): number {
  return Math.max(1, rows - 2);
}
