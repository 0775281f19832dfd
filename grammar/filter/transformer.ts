import { type Problem, problem } from '../problem.ts';
import type { Transformer } from './ast.ts';
import { transformers } from './vocabulary.ts';

/** Where a transformer stands: left of an operator, right of one, inside another transformer, or in an output format. */
export type TransformerPlace = 'left' | 'right' | 'inside' | 'format';

const placeNames: Readonly<Record<TransformerPlace, string>> = {
  left: 'left of an operator',
  right: 'right of an operator',
  inside: 'inside another transformer',
  format: 'in an output format',
};

/** What is wrong with a transformer beyond its grammar: its place, the number of its arguments, its index. */
export function checkTransformer(node: Transformer, place: TransformerPlace): Problem | undefined {
  const { name, nameRange } = node;
  const shape = transformers[name];
  if (shape.onlyOnTheRight && place !== 'right') {
    const hint = `write the field itself; '${name}' is for the right side of an operator`;
    return problem(nameRange.start, nameRange.end, `'${name}' cannot stand ${placeNames[place]}`, hint);
  }
  const given = node.arguments.length;
  if (given < shape.argumentsMin || given > shape.argumentsMax) {
    return problem(
      node.start,
      node.end,
      `'${name}' takes ${expectedCount(shape.argumentsMin, shape.argumentsMax)}, found ${given}`,
      `write ${shape.usage}`,
    );
  }
  if (shape.onlyOnTheRight && node.arguments[0]?.kind !== 'field') {
    const { start, end } = node.arguments[0]!;
    return problem(start, end, `'${name}' takes a field and nothing else`, `write ${shape.usage}`);
  }
  if (node.index !== undefined && !shape.takesIndex) {
    return problem(node.index.start, node.index.end, `'${name}' takes no argument in brackets`);
  }
  return undefined;
}

function expectedCount(min: number, max: number): string {
  if (min === max) return min === 1 ? '1 argument' : `${min} arguments`;
  return `${min} to ${max} arguments`;
}
