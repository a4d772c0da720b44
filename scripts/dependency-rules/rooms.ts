/** What a room of the source may import. Paths are from the project's folder. */
export interface Room {
  readonly name: string;
  /** The files of the room. It may always import itself. */
  readonly files: RegExp;
  /** What it may import anything from. */
  readonly may: readonly RegExp[];
  /** What it may take types from, with `import type`, and nothing else. */
  readonly types?: readonly RegExp[];
  /** The npm packages and Node modules it may import; any when left out. */
  readonly packages?: readonly RegExp[];
  /** Read by whoever breaks the rule: what the room is, and where the thing belongs instead. */
  readonly why: string;
}

const ENGINE_INDEX = /^src\/engine\/index\.ts$/;

function engineRooms(...names: readonly string[]): readonly RegExp[] {
  return names.map((name) => new RegExp(`^src/engine/${name}/`));
}

function engineRoom(name: string, may: readonly string[], why: string, packages: readonly RegExp[] = []): Room {
  return { name, files: new RegExp(`^src/engine/${name}/`), may: engineRooms(...may), packages, why };
}

/** Everything under src, e2e, conformance and bench belongs to one of these; a file of no room breaks the rules itself. */
export const ROOMS: readonly Room[] = [
  engineRoom(
    'net',
    [],
    'net is bytes and addresses, the lowest room: it knows nothing of hooks, rules or hosts. Move what it needs into net, or the caller up.',
  ),
  engineRoom(
    'model',
    ['net'],
    'model is the vocabulary all rooms share: it may name what net has, and nothing above it. Behaviour belongs in the room it describes.',
  ),
  engineRoom(
    'extensions',
    ['net', 'model'],
    'An extension sees the packet and what the evaluation context (model) offers. What it needs of the host, sets or conntrack must be in that context.',
    [/^pure-rand/],
  ),
  engineRoom(
    'iptables',
    ['net', 'model', 'extensions'],
    "iptables is the language over rulesets: it reads the extensions' descriptions and never runs a host.",
  ),
  engineRoom('sets', ['net', 'model', 'extensions'], 'sets stands beside iptables, on extensions, model and net.'),
  engineRoom(
    'conntrack',
    ['net', 'model'],
    'conntrack knows packets and tuples only. The host composes it with nat, routing and the rules.',
  ),
  engineRoom(
    'nat',
    ['net', 'model'],
    'nat chooses addresses and ports from what it is given. Take the rest as a parameter; the host composes nat with conntrack.',
    [/^pure-rand/],
  ),
  engineRoom(
    'routing',
    ['net', 'model'],
    'routing decides from addresses, marks and its own tables. The host composes it with the rest.',
  ),
  {
    ...engineRoom(
      'host',
      ['net', 'model', 'conntrack', 'nat', 'routing', 'sets'],
      "The host composes the rooms and knows extensions only through the registry's types. Text, commands and documents belong to iptables and scenario.",
      [/^pure-rand/],
    ),
    types: engineRooms('extensions'),
  },
  engineRoom(
    'scenario',
    ['net', 'model', 'extensions', 'iptables', 'sets', 'conntrack', 'nat', 'routing', 'host'],
    "scenario sits on the host and may import any room of the engine, but not the engine's index, which is for those outside.",
    [/^valibot$/, /^pure-rand/],
  ),
  {
    name: 'engine index',
    files: ENGINE_INDEX,
    may: [/^src\/engine\//],
    packages: [],
    why: 'The engine is pure and whole in itself: it imports nothing from outside src/engine.',
  },
  {
    name: 'shell',
    files: /^src\/shell\//,
    may: [ENGINE_INDEX],
    packages: [],
    why: "The console's commands use the engine as anyone outside does, through src/engine/index.ts. Export there what is missing.",
  },
  {
    name: 'share',
    files: /^src\/share\//,
    may: [ENGINE_INDEX],
    packages: [/^fflate$/],
    why: 'A link is a scenario in other letters: share needs src/engine/index.ts and nothing else.',
  },
  {
    name: 'formats',
    files: /^src\/formats\//,
    may: [],
    types: [ENGINE_INDEX],
    packages: [],
    why: 'formats reads and writes what other programs do, for page and command alike: pure, and of the engine it names types only, so that the page does not load the engine twice.',
  },
  {
    name: 'worker',
    files: /^src\/worker\//,
    may: [ENGINE_INDEX, /^src\/shell\//],
    packages: [],
    why: 'The worker carries calls to the engine (src/engine/index.ts) and the shell. It knows no store and no component.',
  },
  {
    name: 'cli',
    files: /^src\/cli\//,
    may: [ENGINE_INDEX, /^src\/shell\//, /^src\/share\//, /^src\/formats\//],
    packages: [/^node:/, /^tsx\//],
    why: 'The command is a thin edge over src/engine/index.ts, shell and share.',
  },
  {
    name: 'store',
    files: /^src\/store\//,
    may: [/^src\/worker\/(index|client|protocol)\.ts$/, /^src\/share\//, /^src\/formats\//],
    types: [ENGINE_INDEX],
    packages: [/^(zustand|zundo|idb-keyval|react)(\/|$)/],
    why: "The store reaches the engine through the worker's client and only names its types: the engine must not run on the page's thread.",
  },
  {
    name: 'i18n',
    files: /^src\/i18n\//,
    may: [],
    types: [ENGINE_INDEX],
    packages: [/^(i18next|react-i18next|react)$/],
    why: 'Messages are data: they name engine types and nothing else.',
  },
  {
    name: 'lessons',
    files: /^src\/lessons\//,
    may: [/^src\/i18n\//],
    types: [ENGINE_INDEX],
    packages: [],
    why: 'Lessons are data over scenarios: engine types and messages, nothing that runs.',
  },
  {
    name: 'ui',
    files: /^src\/ui\//,
    may: [/^src\/store\//, /^src\/formats\//, /^src\/i18n\//, /^src\/lessons\//],
    types: [ENGINE_INDEX],
    why: 'A component reads the store and names engine types. What must be computed is asked of the store.',
  },
  {
    name: 'app',
    files: /^src\/app\//,
    may: [/^src\/ui\//, /^src\/store\//, /^src\/i18n\//, /^src\/lessons\//],
    types: [ENGINE_INDEX],
    why: 'The shell of the page lays out what ui offers and reads the store.',
  },
  {
    name: 'main',
    files: /^src\/main\.tsx$/,
    may: [/^src\/app\//, /^src\/i18n\//, /^src\/store\//],
    packages: [/^react(-dom)?(\/|$)/],
    why: 'main.tsx mounts the app, nothing else.',
  },
  {
    name: 'e2e',
    files: /^e2e\//,
    may: [/^src\/share\//, /^src\/lessons\//],
    types: [ENGINE_INDEX],
    why: 'Browser tests use the page as its users do. Only a shared link and a lesson may come from the source.',
  },
  {
    name: 'conformance',
    files: /^conformance\//,
    may: [
      ENGINE_INDEX,
      /^src\/shell\//,
      /^src\/cli\//,
      /^src\/worker\/api\.ts$/,
      /^src\/share\//,
      /^src\/formats\//,
      /^src\/lessons\//,
      /^scripts\//,
    ],
    why: 'The comparison with the kernel goes through the public names, as the command does: what it proves must hold for users.',
  },
  {
    name: 'bench',
    files: /^bench\//,
    may: [ENGINE_INDEX, /^src\/shell\//, /^src\/share\//, /^src\/lessons\/index\.ts$/, /^scripts\//],
    why: 'Speed is measured through the public names (src/engine/index.ts).',
  },
];
