import { Box, Text } from 'ink';
import { memo } from 'react';

/** One line of the screen, as wide as the screen already. */
const Line = memo(({ text }: { readonly text: string }) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);
Line.displayName = 'Line';

/** Lines below each other; each a single text, because Ink's layout costs more than the text does. */
export function Lines({ lines, columns }: { readonly lines: readonly string[]; readonly columns: number }) {
  return (
    <Box flexDirection="column" width={columns}>
      {lines.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place on the screen
        <Line key={i} text={text} />
      ))}
    </Box>
  );
}
