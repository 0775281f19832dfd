import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { NESTING_MAX } from '../limits.ts';
import { problem } from '../problem.ts';
import type {
  ArgumentList,
  Check,
  Expression,
  Field,
  FieldArgument,
  LeftSide,
  ModifierNode,
  RightSide,
  Transformer,
  TransformerArgument,
  TransformerName,
  Value,
  ValueList,
} from './ast.ts';
import { FilterSyntaxError } from './error.ts';
import type { FilterRules } from './expect.ts';
import { type Enclosed, endOf, joined, modifierOf, operatorOf, rangeOf } from './node.ts';
import {
  And,
  Argument,
  CloseBracket,
  CloseParen,
  Comma,
  Constants,
  Exists,
  FieldName,
  type FilterToken,
  ListOperatorWord,
  Modifier,
  Not,
  OpenBracket,
  OpenParen,
  Or,
  TransformerWord,
  tokenTypes,
  ValueOperator,
} from './token.ts';
import { checkTransformer, type TransformerPlace } from './transformer.ts';

/** What stands behind an operator that takes one value. */
interface ValueSide {
  readonly modifier: ModifierNode | undefined;
  readonly right: RightSide;
}

/**
 * The grammar of the filter language; one token of lookahead decides everywhere.
 *
 * While Chevrotain records the grammar it calls every rule once with made-up tokens; whatever looks at tokens
 * therefore stands inside `ACTION`.
 */
export class FilterParser extends EmbeddedActionsParser {
  #text = '';
  #depth = 0;

  /** @param validates whether Chevrotain shall look for mistakes in the grammar itself; it throws where it finds one */
  constructor(validates = false) {
    super(tokenTypes, {
      maxLookahead: 1,
      recoveryEnabled: false,
      // The tests have the grammar checked; checking it again at every start would only cost time.
      skipValidations: !validates,
      // Our messages are made from what the grammar allows at the place (see explain.ts), not from Chevrotain's.
      errorMessageProvider: {
        buildMismatchTokenMessage: () => '',
        buildNotAllInputParsedMessage: () => '',
        buildNoViableAltMessage: () => '',
        buildEarlyExitMessage: () => '',
      },
    });
    this.performSelfAnalysis();
  }

  /**
   * The filter's tree, or undefined where the tokens are none; `this.errors` then says so.
   *
   * @throws FilterSyntaxError for what is wrong beyond the grammar: nesting, transformers, modifiers
   */
  parse(text: string, tokens: FilterToken[]): Expression | undefined {
    this.#text = text;
    this.#depth = 0;
    this.input = tokens;
    const parsed = this.filter();
    return this.errors.length > 0 ? undefined : parsed;
  }

  /** The grammar as data, by rule name. */
  get rules(): FilterRules {
    return this.getGAstProductions() as FilterRules;
  }

  private readonly filter = this.RULE('filter', (): Expression => this.SUBRULE(this.disjunction).expression);

  private readonly disjunction = this.RULE('disjunction', (): Enclosed => {
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(Or);
      operands.push(this.SUBRULE2(this.conjunction));
    });
    return this.ACTION(() => joined('or', operands));
  });

  private readonly conjunction = this.RULE('conjunction', (): Enclosed => {
    const operands = [this.SUBRULE(this.condition)];
    this.MANY(() => {
      this.CONSUME(And);
      operands.push(this.SUBRULE2(this.condition));
    });
    return this.ACTION(() => joined('and', operands));
  });

  private readonly condition = this.RULE(
    'condition',
    (): Enclosed =>
      this.OR([
        { ALT: () => this.SUBRULE(this.negation) },
        { ALT: () => this.SUBRULE(this.group) },
        {
          ALT: () => {
            const expression = this.SUBRULE(this.check);
            return { expression, outer: expression };
          },
        },
      ]),
  );

  private readonly negation = this.RULE('negation', (): Enclosed => {
    const not = this.CONSUME(Not);
    this.ACTION(() => this.#enter(not));
    const operand = this.SUBRULE(this.condition);
    return this.ACTION(() => {
      this.#depth--;
      const expression: Expression = { kind: 'not', operand: operand.expression, start: not.startOffset, end: operand.outer.end };
      return { expression, outer: expression };
    });
  });

  private readonly group = this.RULE('group', (): Enclosed => {
    const open = this.CONSUME(OpenParen);
    this.ACTION(() => this.#enter(open));
    const inside = this.SUBRULE(this.disjunction);
    const close = this.CONSUME(CloseParen);
    return this.ACTION(() => {
      this.#depth--;
      return { expression: inside.expression, outer: { start: open.startOffset, end: endOf(close) } };
    });
  });

  private readonly check = this.RULE('check', (): Check => {
    const left = this.SUBRULE(this.leftSide);
    return this.OR([
      {
        ALT: (): Check => {
          const operator = this.CONSUME(Exists);
          return this.ACTION(() => ({ kind: 'exists', left, operator: operatorOf(operator), start: left.start, end: endOf(operator) }));
        },
      },
      {
        ALT: (): Check => {
          const operator = this.CONSUME(ValueOperator);
          const side = this.SUBRULE(this.valueSide);
          return this.ACTION(() => {
            const { modifier, right } = side;
            if (modifier !== undefined) this.#checkModifier(modifier, operator);
            return { kind: 'comparison', left, operator: operatorOf(operator), modifier, right, start: left.start, end: right.end };
          });
        },
      },
      {
        ALT: (): Check => {
          const operator = this.CONSUME(ListOperatorWord);
          const right = this.SUBRULE(this.listSide);
          return this.ACTION(() => ({
            kind: 'comparison',
            left,
            operator: operatorOf(operator),
            modifier: undefined,
            right,
            start: left.start,
            end: right.end,
          }));
        },
      },
    ]);
  });

  private readonly leftSide = this.RULE(
    'leftSide',
    (): LeftSide => this.OR([{ ALT: () => this.SUBRULE(this.field) }, { ALT: () => this.SUBRULE(this.transformer, { ARGS: ['left'] }) }]),
  );

  private readonly valueSide = this.RULE(
    'valueSide',
    (): ValueSide =>
      this.OR([
        { ALT: () => ({ modifier: undefined, right: this.SUBRULE(this.constant) }) },
        { ALT: () => ({ modifier: undefined, right: this.SUBRULE(this.transformer, { ARGS: ['right'] }) }) },
        {
          ALT: () => {
            const modifier = this.CONSUME(Modifier);
            const right = this.SUBRULE(this.list);
            return { modifier: this.ACTION(() => modifierOf(modifier)), right };
          },
        },
      ]),
  );

  private readonly listSide = this.RULE(
    'listSide',
    (): RightSide => this.OR([{ ALT: () => this.SUBRULE(this.list) }, { ALT: () => this.SUBRULE(this.transformer, { ARGS: ['right'] }) }]),
  );

  private readonly list = this.RULE('list', (): ValueList => {
    const open = this.CONSUME(OpenParen);
    const items: Value[] = [];
    this.OPTION(() => {
      items.push(this.SUBRULE(this.constant));
      this.MANY(() => {
        this.CONSUME(Comma);
        items.push(this.SUBRULE2(this.constant));
      });
    });
    const close = this.CONSUME(CloseParen);
    return this.ACTION(() => ({ kind: 'list', items, start: open.startOffset, end: endOf(close) }));
  });

  private readonly constant = this.RULE('constant', (): Value => {
    const token = this.CONSUME(Constants);
    return this.ACTION(() => ({ kind: 'value', ...(token as FilterToken).constant! }));
  });

  private readonly field = this.RULE('field', (): Field => {
    const name = this.CONSUME(FieldName);
    let argument: { node: FieldArgument; end: number } | undefined;
    this.OPTION(() => {
      argument = this.SUBRULE(this.bracketArgument);
    });
    return this.ACTION(() => ({
      kind: 'field',
      name: name.image,
      nameRange: rangeOf(name),
      argument: argument?.node,
      start: name.startOffset,
      end: argument?.end ?? endOf(name),
    }));
  });

  private readonly bracketArgument = this.RULE('bracketArgument', (): { node: FieldArgument; end: number } => {
    this.CONSUME(OpenBracket);
    const token = this.CONSUME(Argument);
    const close = this.CONSUME(CloseBracket);
    return this.ACTION(() => ({ node: { kind: 'argument', ...(token as FilterToken).constant! }, end: endOf(close) }));
  });

  private readonly transformer = this.RULE('transformer', (place: TransformerPlace): Transformer => {
    const name = this.CONSUME(TransformerWord);
    this.ACTION(() => this.#enter(name));
    this.CONSUME(OpenParen);
    const given = [this.SUBRULE(this.transformerArgument)];
    this.MANY(() => {
      this.CONSUME(Comma);
      given.push(this.SUBRULE2(this.transformerArgument));
    });
    const close = this.CONSUME(CloseParen);
    let index: { node: FieldArgument; end: number } | undefined;
    this.OPTION(() => {
      index = this.SUBRULE(this.bracketArgument);
    });
    return this.ACTION(() => {
      this.#depth--;
      const node: Transformer = {
        kind: 'transformer',
        name: name.image as TransformerName,
        nameRange: rangeOf(name),
        arguments: given,
        index: index?.node,
        start: name.startOffset,
        end: index?.end ?? endOf(close),
      };
      const wrong = checkTransformer(node, place);
      if (wrong !== undefined) throw new FilterSyntaxError(this.#text, wrong);
      return node;
    });
  });

  private readonly transformerArgument = this.RULE(
    'transformerArgument',
    (): TransformerArgument => this.OR([{ ALT: () => this.SUBRULE(this.transformerItem) }, { ALT: () => this.SUBRULE(this.argumentList) }]),
  );

  private readonly transformerItem = this.RULE('transformerItem', (): Field | Transformer | Value =>
    this.OR([
      { ALT: () => this.SUBRULE(this.field) },
      { ALT: () => this.SUBRULE(this.transformer, { ARGS: ['inside'] }) },
      { ALT: () => this.SUBRULE(this.constant) },
    ]),
  );

  private readonly argumentList = this.RULE('argumentList', (): ArgumentList => {
    const open = this.CONSUME(OpenParen);
    const items: (Field | Transformer | Value)[] = [];
    this.OPTION(() => {
      items.push(this.SUBRULE(this.transformerItem));
      this.MANY(() => {
        this.CONSUME(Comma);
        items.push(this.SUBRULE2(this.transformerItem));
      });
    });
    const close = this.CONSUME(CloseParen);
    return this.ACTION(() => ({ kind: 'arguments', items, start: open.startOffset, end: endOf(close) }));
  });

  #enter(token: IToken): void {
    if (++this.#depth <= NESTING_MAX) return;
    const { start, end } = rangeOf(token);
    const found = problem(start, end, `nested more than ${NESTING_MAX} deep`, "put long lists of alternatives into 'in (...)'");
    throw new FilterSyntaxError(this.#text, found, 'nesting');
  }

  #checkModifier(modifier: ModifierNode, operator: IToken): void {
    if (!['<', '<=', '>', '>='].includes(operator.image)) return;
    const { start, end, name } = modifier;
    throw new FilterSyntaxError(
      this.#text,
      problem(start, end, `'${name}' cannot follow '${operator.image}'`, `'${name}' follows = and != and word operators`),
    );
  }
}

let parser: FilterParser | undefined;

/** The one parser, made when first needed: making it takes longer than parsing a few hundred filters. */
export function filterParser(): FilterParser {
  parser ??= new FilterParser();
  return parser;
}
