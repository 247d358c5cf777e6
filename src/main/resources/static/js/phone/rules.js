// Evaluates a rule's tree (definition.TreeData) on the phone, as CEL does over a person on the server and SQL over the city.
// Unknown is undefined: false && unknown is false, true || unknown is true, all else that needs an unknown is unknown.
// Whole numbers are BigInt, so that they divide and compare as there; decimals are numbers.

const all = (apply) => (...values) => (values.includes(undefined) ? undefined : apply(...values));

const WHOLE = 'bigint';
const divide = (a, b) => (typeof b === WHOLE && b === 0n ? undefined : a / b);

const FUNCTIONS = {
  '_==_': all((a, b) => a === b),
  '_!=_': all((a, b) => a !== b),
  '_<_': all((a, b) => a < b),
  '_<=_': all((a, b) => a <= b),
  '_>_': all((a, b) => a > b),
  '_>=_': all((a, b) => a >= b),
  '_+_': all((a, b) => a + b),
  '_-_': all((a, b) => a - b),
  '_*_': all((a, b) => a * b),
  '_/_': all(divide),
  '-_': all((a) => -a),
  '!_': all((a) => !a),
  '@in': all((value, list) => list.includes(value)),
  startsWith: all((text, head) => text.startsWith(head)),
};

const either = (left, right, decides) => {
  if (left === decides || right === decides) return decides;
  return left === undefined || right === undefined ? undefined : !decides;
};

/**
 * What a node comes to: a boolean, a BigInt, a number, a text, a list; undefined when it is unknown.
 * @param names from name to value; what is unknown is missing
 */
export const value = (node, names) => {
  const [what, ...parts] = node;
  const of = (part) => value(part, names);
  switch (what) {
    case 'name': return names[parts[0]];
    case 'known': return names[parts[0]] !== undefined;
    case 'whole': return BigInt(parts[0]);
    case 'number': case 'text': case 'yes-no': return parts[0];
    case 'list': return parts.map(of);
    case '_&&_': return either(of(parts[0]), of(parts[1]), false);
    case '_||_': return either(of(parts[0]), of(parts[1]), true);
    case '_?_:_': {
      const condition = of(parts[0]);
      return condition === undefined ? undefined : of(parts[condition ? 1 : 2]);
    }
    default: return FUNCTIONS[what](...parts.map(of));
  }
};

/** Whether a rule holds; what comes to no answer does not. */
export const holds = (node, names) => value(node, names) === true;
