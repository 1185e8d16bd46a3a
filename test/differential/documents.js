// Documents over the schema, with variables: valid ones, and what becomes of them when something is broken.

import {
  GraphQLNonNull, Lexer, Source, TokenKind, getNamedType, isAbstractType, isCompositeType, isInputType, isNonNullType,
} from 'graphql';

import { anyLiteral, anyValue, everyLiteral, everyValue, isRequired, literalOf, valueOf } from './literals.js';

/** A request with a valid document, most of the time. */
export function validRequest(random, schema) {
  return new Writer(random, schema, random.chance(0.1)).request();
}

/** Requests with every literal, and every value of a variable, for an argument of every type that fields of Query have. */
export function* requestsOfEveryType(random, schema) {
  const types = new Set();
  for (const field of Object.values(schema.getQueryType().getFields())) {
    for (const argument of field.args) {
      if (types.has(argument.type.toString())) continue;
      types.add(argument.type.toString());
      const others = field.args.filter((other) => other !== argument && isRequired(other))
        .map((other) => `${other.name}: ${literalOf(random, other.type, () => undefined)}`);
      const selection = isCompositeType(getNamedType(field.type)) ? ' {__typename}' : '';
      const call = (literal) => `{${field.name}(${[...others, `${argument.name}: ${literal}`].join(', ')})${selection}}`;
      for (const literal of everyLiteral) yield { query: call(literal), variables: {} };
      for (const value of everyValue) yield { query: `query($v: ${argument.type}) ${call('$v')}`, variables: { v: value } };
    }
  }
}

/** A request as validRequest makes it, and all that it selects is introspection. */
export function introspectionRequest(random, schema) {
  return new Writer(random, schema, true).request();
}

class Writer {
  constructor(random, schema, introspects) {
    this.random = random;
    this.schema = schema;
    this.variables = [];
    this.values = {};
    this.fragments = [];
    this.aliases = 0;
    this.introspects = introspects;
  }

  request() {
    const mutation = !this.introspects && this.random.chance(0.25);
    const root = mutation ? this.schema.getMutationType() : this.schema.getQueryType();
    const selections = this.selections(root, 0);
    const declared = this.variables.map(({ name, text }) => `$${name}: ${text}`).join(this.random.pick([', ', ' ']));
    const head = `${mutation ? 'mutation' : 'query'} ${this.random.pick(['', 'A', 'query', 'on', 'fragment'])}`;
    const variables = declared === '' ? '' : `(${declared})`;
    const shorthand = !mutation && variables === '' && this.random.chance(0.3);
    const operation = shorthand ? selections : `${head}${variables} ${selections}`;
    const parts = [operation, ...this.fragments];
    if (this.random.chance(0.3)) parts.reverse();
    const request = { query: parts.join('\n'), variables: this.values };
    return declared !== '' && head.endsWith(' A') ? this.withAnother(request, selections) : request;
  }

  /** Adds an operation with the same selections and fragments, and other default values, which must not matter. */
  withAnother(request, selections) {
    const declared = this.variables.map(({ name, type, text }) => {
      const hasDefault = text.includes('=') || isNonNullType(type);
      return `$${name}: ${hasDefault ? text : `${text} = ${this.constant(type)}`}`;
    });
    const operation = request.query.includes('mutation A') ? 'mutation' : 'query';
    return { ...request, query: `${request.query}\n${operation} Other(${declared.join(' ')}) ${selections}`, operationName: 'A' };
  }

  selections(type, depth) {
    const { random } = this;
    const count = 1 + random.below(depth < 2 ? 3 : 2);
    const chosen = Array.from({ length: count }, () => this.selection(type, depth));
    return `{${chosen.join(random.pick([' ', '\n', ', ', ' # a comment "\n']))}}`;
  }

  selection(type, depth) {
    const { random } = this;
    if (random.chance(depth > 4 ? 0.02 : 0.1)) return `...${this.on(type)}${this.conditions()} ${this.selections(type, depth + 1)}`;
    if (isAbstractType(type) && random.chance(0.5)) {
      const possible = random.pick(this.schema.getPossibleTypes(type));
      return `... on ${possible.name}${this.conditions()} ${this.selections(possible, depth + 1)}`;
    }
    if (random.chance(depth > 4 ? 0.02 : 0.08)) return this.fragment(type, depth);
    return this.field(type, depth);
  }

  on(type) {
    return this.random.chance(0.5) ? ` on ${type.name}` : '';
  }

  fragment(type, depth) {
    const name = this.random.pick([`F${this.fragments.length}`, `fragment${this.fragments.length}`]);
    const at = this.fragments.push('') - 1;
    this.fragments[at] = `fragment ${name} on ${type.name} ${this.selections(type, depth + 1)}`;
    return `...${name}${this.conditions()}`;
  }

  field(type, depth) {
    const { random } = this;
    const all = Object.values(type.getFields?.() ?? {});
    const fields = depth < 4 ? all : all.filter((field) => !isCompositeType(getNamedType(field.type)));
    if (type === this.schema.getQueryType() && this.introspects) return this.introspected();
    if (fields.length === 0 || random.chance(0.05)) return this.named('__typename', false);
    const field = random.pick(fields);
    const args = this.arguments(field.args);
    const named = getNamedType(field.type);
    const selected = isCompositeType(named) ? ` ${this.selections(named, depth + 1)}` : '';
    return this.named(field.name, args !== '' || selected !== '') + args + this.conditions() + selected;
  }

  introspected() {
    const name = this.random.pick(['__schema', '__type']);
    const type = this.schema.getType(name === '__schema' ? '__Schema' : '__Type');
    const args = name === '__type' ? `(name: "${this.random.pick(['Nothing', '', ...Object.keys(this.schema.getTypeMap())])}")` : '';
    return `${this.named(name, true)}${args} ${this.selections(type, 1)}`;
  }

  named(name, mayConflict) {
    if (this.random.chance(mayConflict ? 0.85 : 0.1)) return `a${this.aliases++}: ${name}`;
    return name;
  }

  arguments(args) {
    const chosen = args.filter((argument) => isRequired(argument) || this.random.chance(0.3));
    if (chosen.length === 0) return '';
    return `(${chosen.map((argument) => `${argument.name}: ${this.argument(argument)}`).join(', ')})`;
  }

  argument(argument) {
    return literalOf(this.random, argument.type, (type, depth, strict) => {
      if (!this.random.chance(depth === 0 ? 0.35 : 0.08) || !isInputType(type)) return undefined;
      return this.variable(type, strict);
    });
  }

  variable(type, strict = false) {
    const { random } = this;
    const reuse = this.variables.filter((each) => each.type.toString() === type.toString());
    if (reuse.length > 0 && !strict && random.chance(0.3)) return `$${random.pick(reuse).name}`;
    const name = `v${this.variables.length}`;
    const declared = strict && !isNonNullType(type) ? new GraphQLNonNull(type) : this.declaredType(type);
    let text = declared.toString();
    const hasDefault = declared !== type && !strict ? isNonNullType(type) : random.chance(0.25);
    if (hasDefault) text += ` = ${this.constant(isNonNullType(type) ? type : declared)}`;
    this.variables.push({ name, type, text });
    if (!(hasDefault || !isNonNullType(declared)) || random.chance(0.6)) this.values[name] = valueOf(random, declared);
    return `$${name}`;
  }

  declaredType(type) {
    if (isNonNullType(type)) return this.random.chance(0.15) ? type.ofType : type;
    return this.random.chance(0.2) ? new GraphQLNonNull(type) : type;
  }

  constant(type) {
    return literalOf(this.random, type, () => undefined);
  }

  conditions() {
    const { random } = this;
    let text = '';
    for (const name of ['skip', 'include']) {
      if (!random.chance(0.05)) continue;
      const condition = random.chance(0.4) ? this.variable(this.schema.getDirective(name).args[0].type) : random.pick(['true', 'false']);
      text += ` @${name}(if: ${condition})`;
    }
    return text;
  }
}

const names = ['id', 'name', 'nodes', 'input', 'first', 'ids', 'F0', 'v0', 'Query', 'Node', 'String', 'on', 'true', 'null', '__typename', 'nothing', 'query', 'fragment'];
const snippets = [
  '@skip(if: true)', '@include(if: $v0)', '@nothing', '@deprecated', '@skip', '@defer', '@skip(if: true) @skip(if: false)', '@oneOf', '@include(if: "a")', '...F0',
  '... on Node {id}', '...{__typename}', '{}', '()', '(a: 1)', '{id}', '!', '=', '$v0', '$v0: Int', '($v0: Int)', '"text" query', '"text"', '"""text"""', '&', '|', '..', '.', '?', '\u0000', '\ufeff', ',,', '# x\n',
  'query B {__typename}', '{__typename}', 'fragment F0 on Query {__typename}', 'fragment G on Query {...G}', 'subscription {a}', 'type A {a: Int}', '(first: 1, first: 2)',
  '(name: "a", name: "b")', '$v0: Int = $v1', '[Int]', 'id: name', 'name: id', '...on', '... @include(if: true) {__typename}', '@skip(if: $v0)', '= null', '= {}', '= []', '[', ']',
];

/** The tokens of a text, as texts; undefined when it cannot be read. */
export function tokensOf(text) {
  const lexer = new Lexer(new Source(text));
  const tokens = [];
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) tokens.push(text.slice(token.start, token.end));
  } catch {
    return undefined;
  }
  return tokens;
}

/** The request with something changed; mostly to the worse. */
export function broken(random, request) {
  if (random.chance(0.3) && Object.keys(request.variables).length > 0) {
    return { ...request, variables: brokenVariables(random, request.variables) };
  }
  if (random.chance(0.1)) return { ...request, query: brokenText(random, request.query) };
  const tokens = tokensOf(request.query);
  if (tokens === undefined) return request;
  const changes = 1 + random.below(2);
  for (let i = 0; i < changes; i++) breakTokens(random, tokens);
  return { ...request, query: tokens.join(random.chance(0.8) ? ' ' : '\n') };
}

function breakTokens(random, tokens) {
  const at = random.below(tokens.length);
  const isName = (token) => /^[A-Za-z_]/.test(token);
  const isLiteral = (token) => /^["0-9-]/.test(token) || ['true', 'false', 'null'].includes(token);
  const placeOf = (holds) => {
    const places = tokens.flatMap((token, i) => (holds(token) ? [i] : []));
    return places.length > 0 ? random.pick(places) : at;
  };
  random.pick([
    () => tokens.splice(at, 1),
    () => tokens.splice(at, 0, tokens[at]),
    () => tokens.splice(at, 0, random.pick(snippets)),
    () => tokens.splice(at, 0, random.pick(snippets)),
    () => { [tokens[at], tokens[(at + 1) % tokens.length]] = [tokens[(at + 1) % tokens.length], tokens[at]]; },
    () => { tokens[placeOf(isName)] = random.pick(names); },
    () => { tokens[placeOf(isName)] = tokens[placeOf(isName)]; },
    () => { tokens[placeOf(isLiteral)] = anyLiteral(random); },
    () => { tokens[placeOf(isLiteral)] = anyLiteral(random); },
    () => { tokens[placeOf(isLiteral)] = anyLiteral(random); },
    () => { tokens[at] = tokens[random.below(tokens.length)]; },
  ])();
}

const characters = ['"', '\\', '\n', '\r', '{', '}', '(', ')', '.', '#', '\u0007', '\ufeff', '\u00a0', 'é', '😀', '0', 'x', '-', '!', '@', '$', "'", '&', '|', '~', '`'];

function brokenText(random, text) {
  const points = [...text];
  const at = random.below(points.length);
  if (random.chance(0.5)) points.splice(at, 1);
  if (random.chance(0.8)) points.splice(at, 0, random.pick(characters));
  return points.join('');
}

function brokenVariables(random, variables) {
  const copy = structuredClone(variables);
  const places = [];
  const visit = (holder) => {
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      if (holder[key] !== null && typeof holder[key] === 'object') visit(holder[key]);
    }
  };
  visit(copy);
  const [holder, key] = random.pick(places);
  random.pick([
    () => { holder[key] = anyValue(random); },
    () => { holder[key] = anyValue(random); },
    () => { holder[key] = [holder[key]]; },
    () => { if (!Array.isArray(holder)) delete holder[key]; },
    () => { if (!Array.isArray(holder)) holder[random.pick(names)] = anyValue(random); },
  ])();
  return copy;
}
