import { useSyncExternalStore } from 'react';
import { Lines } from './components/lines.tsx';
import { screens } from './screens/registry.ts';
import type { TerminalShell } from './shell.ts';
import { topScreen } from './state/index.ts';
import { smallest } from './table/index.ts';
import { cut } from './text/index.ts';

/** The screen on top, or what is said where nothing finds room. */
export function App({ shell }: { readonly shell: TerminalShell }) {
  useSyncExternalStore(shell.subscribe, shell.version);
  const { columns, rows } = shell.ui;
  if (columns < smallest.columns || rows < smallest.rows) {
    return <Lines columns={columns} lines={[cut(`Terminal too small (need ${smallest.columns}x${smallest.rows})`, columns)]} />;
  }
  const top = topScreen(shell.ui);
  const { View } = screens[top.id];
  return <View key={top.id} shell={shell} state={top.state} columns={columns} rows={rows} />;
}
