import * as v from 'valibot';

/** Small schemas of the document's leaves, each with words that say what was wrong with which value. */

const shown = (input: unknown): string => {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? String(input));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

type Issue = { readonly input: unknown };
const says =
  (what: string) =>
  (issue: Issue): string =>
    issue.input === undefined ? `is missing (${what})` : `${shown(issue.input)} is not ${what}`;

export const integer = (min: number, max: number, what: string) => {
  const message = says(`${what} (${min}-${max})`);
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
};

export const port = integer(0, 65535, 'a port');
export const byte = (what: string) => integer(0, 255, what);
export const uint16 = (what: string) => integer(0, 65535, what);
export const uint32 = (what: string) => integer(0, 0xffff_ffff, what);

export const text = (max: number) => {
  const message = says('a text');
  return v.pipe(
    v.string(message),
    v.maxLength(max, (issue) => `is ${issue.input.length} characters long (at most ${max})`),
  );
};

export const matching = (pattern: RegExp, what: string) => v.pipe(v.string(says(what)), v.regex(pattern, says(what)));

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = `${OCTET}(?:\\.${OCTET}){3}`;
export const address = matching(new RegExp(`^${ADDRESS}$`), 'an IPv4 address');
export const addressWithPrefix = matching(
  new RegExp(`^${ADDRESS}(?:/(?:3[0-2]|[12]?\\d))?$`),
  'an IPv4 address with its prefix length (192.168.1.1/24)',
);
export const mac = matching(/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/, 'a MAC address (02:00:00:00:00:01)');
export const hex = matching(/^(?:[0-9a-fA-F]{2})*$/, 'bytes in hexadecimal');
export const interfaceName = matching(/^[^\s/]{1,15}$/u, 'an interface name (1-15 characters, no blank, no slash)');

export const flag = v.boolean(says('true or false'));
export const seconds = (max: number) => {
  const message = says(`a number of seconds (0-${max})`);
  return v.pipe(v.number(message), v.finite(message), v.minValue(0, message), v.maxValue(max, message));
};
export const choice = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, (issue) => `${shown(issue.input)} is not one of ${values.join(', ')}`);

export const list = <S extends v.GenericSchema>(schema: S, max: number) =>
  v.pipe(
    v.array(schema, says('a list')),
    v.maxLength(max, (issue) => `has ${issue.input.length} entries (at most ${max})`),
  );

/** An object with exactly these keys: others are refused by name. */
export const object = <E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return 'is not a key of this object';
    return issue.path ? 'is missing' : says('an object')(issue);
  });
