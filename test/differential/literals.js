// Literals of every kind: right ones of a type, and wrong ones.

import { isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

const texts = [
  '""', '"a"', '"Ann"', '" a  b "', '"#"', '"ä𝄞"', '"\\n\\t\\"\\\\\\/\\b\\f\\r"', '"\\u0041"', '"\\u00e4"', '"\\uD83D\\uDE00"',
  '"\\u{1F600}"', '"\\u{41}"', '"\\u{00000041}"', '"\\u{10FFFF}"', '"2026-03-01T09:30:00Z"', '"2026-03-01"', '"$x {a}"', '"\t"',
];

const brokenTexts = [
  '"\\uD800"', '"\\uDC00"', '"\\uD83D"', '"\\uD83Dx\\uDE00"', '"\\uD83D\\u0041"', '"\\uDE00\\uD83D"', '"\\u{D800}"', '"\\u{110000}"',
  '"\\u{}"', '"\\u{41"', '"\\u{000000041}"', '"\\uD83D\\u{DE00}"', '"\\u{D83D}\\u{DE00}"', '"\\u00g0"', '"\\x41"', '"\\', '"a', '"a\nb"', "'a'",
  '"\\u"', '"\\u004"', '"""a', '"""a"', '"""a\\"""', '"""a""""', '""""a"""', '"\\uD83D\\uD83D\\uDE00"', '"\\uD83D\\uDE00\\uDE00"',
];

const lines = [
  '', ' ', '  ', '\t', 'a', ' a', '  b', '    c', '\tb', ' \tc', 'x  ', '\\"""', '\\n', '"', ' "" ', '\\', 'ä𝄞', '   \\u0041', '#', '\u00a0', '\u2003d',
];

function blockString(random) {
  const count = random.below(5);
  let text = random.pick(lines);
  for (let i = 0; i < count; i++) text += random.pick(['\n', '\n', '\n', '\r\n', '\r']) + random.pick(lines);
  return `"""${text.replace(/"+$/, '')}"""`;
}

/** A string literal, plain or of lines. */
export function stringLiteral(random) {
  return random.chance(0.3) ? blockString(random) : random.pick(texts);
}

const ints = ['0', '1', '-1', '3', '25', '100', '2147483647', '-2147483648'];
const floats = ['1.0', '0.5', '-1.5e3', '1e3', '1E-2', '1.0e+2', '0.0'];
const brokenNumbers = ['2147483648', '-2147483649', '01', '-', '1.', '.5', '1e', '1x', '1_0', '0xF', '1.2.3', '1e3x', '+1', '00', '1.5a', '-a', '0.5.'];

const others = [
  'true', 'null', 'READ', 'ASC', '{}', '[]', '[[]]', '[null]', '{a: 1}', '{a: 1, a: 2}', '$v0', '$nothing', '[{}]', '[1, "a"]', 'on', '{first: null}',
];

/** Every literal of ours, most of them not fit for most types. Without -0, which is the ID "-0" or "0": the specification leaves it open. */
export const everyLiteral = [...ints, ...floats, ...brokenNumbers, ...texts, ...brokenTexts, ...others];

/** Any literal at all. */
export function anyLiteral(random) {
  return random.pick([
    () => random.pick(ints), () => random.pick(floats), () => random.pick(brokenNumbers), () => stringLiteral(random),
    () => random.pick(brokenTexts), () => random.pick(others), () => random.pick(others),
  ])();
}

/** A literal of a type. `leaf` may give another, such as a variable, for any place within it. */
export function literalOf(random, type, leaf, depth = 0) {
  const other = leaf(type, depth);
  if (other !== undefined) return other;
  if (isNonNullType(type)) return present(random, type.ofType, leaf, depth);
  if (random.chance(0.07)) return 'null';
  return present(random, type, leaf, depth);
}

function present(random, type, leaf, depth) {
  if (isListType(type)) {
    if (random.chance(0.2)) return literalOf(random, type.ofType, leaf, depth + 1);
    const items = Array.from({ length: random.below(3) }, () => literalOf(random, type.ofType, leaf, depth + 1));
    return `[${items.join(random.pick([', ', ' ', ',']))}]`;
  }
  if (isInputObjectType(type)) return objectLiteral(random, type, leaf, depth);
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Int': return random.chance(0.05) ? '-0' : random.pick(ints);
    case 'Float': return random.pick([...ints, ...floats]);
    case 'Boolean': return random.pick(['true', 'false']);
    case 'ID': return random.chance(0.2) ? random.pick(ints) : stringLiteral(random);
    case 'String': return stringLiteral(random);
    case 'DateTime': return '"2026-03-01T09:30:00Z"';
    default: return random.pick(['1', '1.5', '"a"', 'true', '[1, {a: "b"}]', '{a: [], b: null}', '{}', 'WORD']);
  }
}

function objectLiteral(random, type, leaf, depth) {
  const fields = Object.values(type.getFields());
  const chosen = type.isOneOf
    ? [random.pick(fields)]
    : fields.filter((field) => isRequired(field) || random.chance(depth > 2 ? 0.1 : 0.4));
  // A variable for a member of a oneOf input must be of a non-null type, and a literal must not be null.
  const leafOf = type.isOneOf ? (inner, at) => leaf(inner, at, true) : leaf;
  const members = chosen.map((field) => {
    let text = literalOf(random, field.type, leafOf, depth + 1);
    while (type.isOneOf && text === 'null') text = literalOf(random, field.type, leafOf, depth + 1);
    return `${field.name}: ${text}`;
  });
  return `{${members.join(', ')}}`;
}

/** Whether an argument or input field must have a value. */
export const isRequired = (input) => isNonNullType(input.type) && input.defaultValue === undefined;

const jsonTexts = ['', 'a', 'Ann', 'ä𝄞', '\n\t"\\', '2026-03-01T09:30:00Z', 'null', '1'];

/** A JSON value of a type. */
export function valueOf(random, type, depth = 0) {
  if (isNonNullType(type)) return presentValue(random, type.ofType, depth);
  return random.chance(0.07) ? null : presentValue(random, type, depth);
}

function presentValue(random, type, depth) {
  if (isListType(type)) {
    if (random.chance(0.2)) return valueOf(random, type.ofType, depth + 1);
    return Array.from({ length: random.below(3) }, () => valueOf(random, type.ofType, depth + 1));
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) {
      const field = random.pick(fields);
      return { [field.name]: presentValue(random, field.type, depth + 1) };
    }
    const chosen = fields.filter((field) => isRequired(field) || random.chance(depth > 2 ? 0.1 : 0.4));
    return Object.fromEntries(chosen.map((field) => [field.name, valueOf(random, field.type, depth + 1)]));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Int': return random.pick([0, 1, -1, 25, 2147483647, -2147483648]);
    case 'Float': return random.pick([0, 1.5, -1e3]);
    case 'Boolean': return random.chance(0.5);
    case 'ID': return random.pick(['', 'a', 'usr_1', 5, -5]);
    case 'String': return random.pick(jsonTexts);
    case 'DateTime': return '2026-03-01T09:30:00Z';
    default: return random.pick([1, 1.5, 'a', true, [1, { a: null }], {}]);
  }
}

/** Values of variables, as JSON. */
export const everyValue = [
  null, 0, 1, 1.5, -1, 2147483648, 1e20, true, false, '', 'a', 'READ', 'read', '1', [], {}, [null], [[]], [1, 'a'], { a: 1 }, { first: null }, [{}],
];

/** Any JSON value at all. */
export const anyValue = (random) => random.pick(everyValue);
