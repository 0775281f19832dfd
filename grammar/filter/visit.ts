import type { FilterNode } from './ast.ts';

/** What a walk calls on the way down and on the way up. */
export interface FilterVisitor {
  /** Before a node's children; returning false leaves them out. */
  readonly enter?: (node: FilterNode, parent: FilterNode | undefined) => boolean | undefined;
  /** After a node's children. */
  readonly leave?: (node: FilterNode, parent: FilterNode | undefined) => void;
}

/** Walks a tree in the order it was written. */
export function visitFilter(node: FilterNode, visitor: FilterVisitor, parent?: FilterNode): void {
  if (visitor.enter?.(node, parent) !== false) {
    for (const child of childrenOf(node)) visitFilter(child, visitor, node);
  }
  visitor.leave?.(node, parent);
}

/** The nodes directly inside a node, in the order they were written. */
export function childrenOf(node: FilterNode): readonly FilterNode[] {
  switch (node.kind) {
    case 'or':
    case 'and':
      return node.operands;
    case 'not':
      return [node.operand];
    case 'exists':
      return [node.left, node.operator];
    case 'comparison':
      return [node.left, node.operator, ...(node.modifier === undefined ? [] : [node.modifier]), node.right];
    case 'field':
      return node.argument === undefined ? [] : [node.argument];
    case 'transformer':
      return node.index === undefined ? node.arguments : [...node.arguments, node.index];
    case 'list':
    case 'arguments':
      return node.items;
    case 'argument':
    case 'value':
    case 'operator':
    case 'modifier':
      return [];
  }
}
