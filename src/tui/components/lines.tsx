import { Box, Text } from 'ink';
import { createContext, memo, useContext, useLayoutEffect } from 'react';

/** Draws screens that are nothing but lines. */
export interface LinePainter {
  paint(lines: readonly string[]): void;
  leave(): void;
}

/** Who draws {@link Lines}; undefined: Ink does. */
export const Painting = createContext<LinePainter | undefined>(undefined);

/** One line of the screen, as wide as the screen already. */
const Line = memo(({ text }: { readonly text: string }) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);
Line.displayName = 'Line';

interface LinesProps {
  readonly lines: readonly string[];
  readonly columns: number;
}

/** Lines below each other; each a single text, because Ink's layout costs more than the text does. */
export function TextLines({ lines, columns }: LinesProps) {
  return (
    <Box flexDirection="column" width={columns}>
      {lines.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place on the screen
        <Line key={i} text={text} />
      ))}
    </Box>
  );
}

/** All the lines of the screen. On a terminal they are drawn without Ink: what needs no layout need not be laid out. */
export function Lines(props: LinesProps) {
  const painter = useContext(Painting);
  useLayoutEffect(() => () => painter?.leave(), [painter]);
  useLayoutEffect(() => painter?.paint(props.lines), [painter, props.lines]);
  return painter === undefined ? <TextLines {...props} /> : null;
}
