// The packed form of the policies that AWS manages: a text that is read when somebody first asks for one of them. It
// rests on the names of the packed reference, so both are made in one run. server/src/catalog/managed-policies.ts reads
// what this file writes; test/catalog/managed-policies.test.ts proves that nothing is lost between the two.
//
//   a line of JSON                    format, version of the reference, source, date, orders (of a statement's elements)
//   values that stand more than once  a line each, up to an empty line
//   for each policy: a line           name;path;version;day[;1 if Statement is no list[;the policy as JSON, 0 for Statement]]
//     and a line for each statement   its order as a digit, then a field for each element of that order, behind a tab
//     and an empty line
//
// A field that begins with "#" is the number of a value that stands more than once. Effect: "" for Allow. Sid: as it is.
// Action and NotAction: "!" if it is no list; for each run of one service its prefix, ":" and a digit for each action:
// how far it is behind the one before in the sorted names of the service ("-" and a digit: before it; "+" and two
// digits: its number), or the name itself between dots. Runs are separated by spaces. Everything else: JSON.

export const FORMAT = 1;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const USUAL = '{"Version":"2012-10-17","Statement":0}';
const FIRST_DAY = Date.UTC(2010, 0, 1);

/**
 * @param {import("./managed-policies-form.d.mts").ManagedPolicyTexts} texts
 * @param {string} version of the reference
 * @param {(prefix: string) => readonly string[]} actionNames of a service of the reference
 */
export function packManagedPolicies({ source, date, policies }, version, actionNames) {
  const numberOf = actionNumbers(actionNames);
  const orders = new Map();
  const uses = new Map();
  const rows = policies.map((policy) => {
    const { Statement } = policy.document;
    const whole = JSON.stringify({ ...policy.document, Statement: 0 });
    const tail = [Array.isArray(Statement) ? "" : "1", whole === USUAL ? "" : whole];
    const statements = (Array.isArray(Statement) ? Statement : [Statement]).map((statement) => {
      const order = Object.keys(statement).join(",");
      if (!orders.has(order)) orders.set(order, orders.size);
      const fields = Object.entries(statement).map(([element, value]) => fieldOf(element, value, numberOf));
      for (const field of fields) uses.set(field, (uses.get(field) ?? 0) + 1);
      return { order: orders.get(order), fields };
    });
    return { head: [...headOf(policy), ...tail].join(";").replace(/;+$/, ""), statements };
  });
  if (orders.size > DIGITS.length) throw new Error("the managed policies have more orders of elements than digits");
  const repeated = [...uses].filter(([field, count]) => count > 1 && field.length > 6).map(([field]) => field);
  const numbers = new Map(repeated.map((field, index) => [field, `#${index.toString(36)}`]));
  const lines = rows.flatMap(({ head, statements }) => [
    head,
    ...statements.map(
      ({ order, fields }) => DIGITS[order] + fields.map((field) => numbers.get(field) ?? field).join("\t"),
    ),
    "",
  ]);
  const header = { format: FORMAT, version, source, date, orders: [...orders.keys()] };
  return [JSON.stringify(header), ...repeated, "", ...lines].join("\n");
}

function headOf({ name, path, version, day }) {
  for (const part of [name, path, version])
    if (!/^[\w+=,.@/-]*$/.test(part)) throw new Error(`${part} cannot be packed`);
  return [name, path, version.replace(/^v/, ""), Math.round((Date.parse(day) - FIRST_DAY) / 86_400_000).toString(36)];
}

function fieldOf(element, value, numberOf) {
  if (element === "Effect") return value === "Allow" ? "" : value;
  if (element === "Sid") return plain(value);
  if (element !== "Action" && element !== "NotAction") return JSON.stringify(value);
  return Array.isArray(value) ? actionRuns(value, numberOf) : `!${actionRuns([value], numberOf)}`;
}

function plain(text) {
  if (!/^[\w -]*$/.test(text)) throw new Error(`"${text}" cannot be packed`);
  return text;
}

function actionRuns(actions, numberOf) {
  let packed = "";
  let prefix;
  let last = -1;
  for (const action of actions) {
    if (!/^[\w:*?-]+$/.test(action)) throw new Error(`the action "${action}" cannot be packed`);
    const colon = action.indexOf(":");
    const own = action.slice(0, Math.max(0, colon));
    if (own !== prefix) {
      packed += `${prefix === undefined ? "" : " "}${own}:`;
      last = -1;
    }
    prefix = own;
    const number = numberOf(own, action.slice(colon + 1));
    packed += number === undefined ? `.${action.slice(colon + 1)}.` : actionDigits(number, last);
    last = number ?? last;
  }
  return packed;
}

function actionDigits(number, last) {
  const step = number - last;
  if (step > 0 && step <= DIGITS.length) return DIGITS[step - 1];
  if (step <= 0 && -step < DIGITS.length) return `-${DIGITS[-step]}`;
  return `+${DIGITS[Math.floor(number / DIGITS.length)]}${DIGITS[number % DIGITS.length]}`;
}

function actionNumbers(actionNames) {
  const services = new Map();
  return (prefix, name) => {
    if (!services.has(prefix))
      services.set(prefix, new Map([...actionNames(prefix)].sort().map((one, row) => [one, row])));
    return services.get(prefix).get(name);
  };
}
