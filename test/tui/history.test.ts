import { describe, expect, it } from 'vitest';
import { keys, testShell } from './support/shell.ts';

const ctrlR = '\x12';

describe('undo and redo', () => {
  it('give back view, order and filter, one change at a time', () => {
    const { shell, type, port } = testShell();
    shell.pickView('files');
    type('I');
    shell.accept(port.setFilter('proc.name=nginx'));
    expect(shell.snapshot).toMatchObject({ view: { id: 'files' }, filter: 'proc.name=nginx', sorting: { descending: false } });
    type('u');
    expect(shell.snapshot).toMatchObject({ view: { id: 'files' }, filter: '', sorting: { descending: false } });
    type('u');
    expect(shell.snapshot).toMatchObject({ view: { id: 'files' }, sorting: { descending: true } });
    type('u');
    expect(shell.snapshot.view.id).toBe('procs');
    type('u');
    expect(shell.ui.toast?.text).toBe('nothing to undo');
    type(ctrlR, ctrlR, ctrlR);
    expect(shell.snapshot).toMatchObject({ view: { id: 'files' }, filter: 'proc.name=nginx', sorting: { descending: false } });
    type(ctrlR);
    expect(shell.ui.toast?.text).toBe('nothing to redo');
  });

  it('forget what was undone when something else is changed', () => {
    const { shell, type } = testShell();
    shell.pickView('files');
    type('u');
    shell.pickView('threads');
    type(ctrlR);
    expect(shell.snapshot.view.id).toBe('threads');
  });

  it('leave drilling to its own way back', () => {
    const { shell, type, port } = testShell();
    type('I', keys.enter);
    shell.accept(port.setFilter('evt.failed=true'));
    type('u');
    expect(shell.snapshot).toMatchObject({ view: { id: 'threads' }, filter: '' });
    expect(shell.snapshot.path).toHaveLength(1);
    type('u');
    expect(shell.snapshot.path).toHaveLength(1);
    expect(shell.ui.toast?.text).toBe('nothing to undo');
    expect(shell.snapshot.sorting?.descending).toBe(false);
    type(keys.backspace, 'u');
    expect(shell.snapshot).toMatchObject({ view: { id: 'procs' }, sorting: { descending: true } });
  });

  it('do not count what is only a preview', () => {
    const { shell, type, port } = testShell();
    shell.open('palette', { index: 0, top: 0, query: { text: '', at: 0 } });
    shell.accept(port.setFilter('a'));
    shell.accept(port.setFilter('ab'));
    type(keys.escape);
    type('u');
    expect(shell.snapshot.filter).toBe('');
    type('u');
    expect(shell.ui.toast?.text).toBe('nothing to undo');
  });
});
