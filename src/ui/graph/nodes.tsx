import { Handle, Position, type HandleProps, type Node, type NodeProps } from '@xyflow/react';
import clsx from 'clsx';
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { Hook } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { SIZES, type PlacedNode } from './layout.ts';
import { RuleRows } from './RuleRows.tsx';
import { selectWalk } from './select-walk.ts';
import { StationBlock } from './StationBlock.tsx';
import { TONE_GROUND, TONE_TEXT } from './tones.ts';
import { useZoomLevel, type ZoomLevel } from './use-zoom-level.ts';

type Placed<K extends PlacedNode['kind']> = Extract<PlacedNode, { readonly kind: K }>;
export type GraphNode = {
  readonly [K in PlacedNode['kind']]: Node<Placed<K> & Record<string, unknown>, K>;
}[PlacedNode['kind']];
type Of<K extends PlacedNode['kind']> = NodeProps<Node<Placed<K> & Record<string, unknown>, K>>;

/** Where roads meet what there are few of: hooks at the height of their header, so that a hook may grow downwards without moving them. */
function Joints({ at }: { readonly at: number | string }) {
  return (
    <>
      <Joint id="left" type="target" position={Position.Left} style={{ top: at }} />
      <Joint id="right" type="source" position={Position.Right} style={{ top: at }} />
      <Joint id="top-in" type="target" position={Position.Top} />
      <Joint id="gate" type="target" position={Position.Top} style={{ left: SIZES.nicWidth + 38 }} />
      <Joint
        id="top-right-in"
        type="target"
        position={Position.Top}
        style={{ left: SIZES.hookWidth - SIZES.routeWidth / 2 }}
      />
      <Joint id="top-out" type="source" position={Position.Top} />
      <Joint id="bottom" type="source" position={Position.Bottom} />
      <JumpsOut />
    </>
  );
}

/** Where jumps leave a hook or a chain. */
const JumpsOut = () => (
  <>
    <Joint id="stem" type="source" position={Position.Bottom} style={{ left: 5 }} />
    <Joint id="left-out" type="source" position={Position.Left} style={{ top: SIZES.head + SIZES.stationHead / 2 }} />
  </>
);

/** Of the many chains each has only the joints of jumps: every joint costs as much as a row. */
const ChainJoints = () => (
  <>
    <Joint id="left" type="target" position={Position.Left} style={{ top: SIZES.head / 2 }} />
    <Joint id="right-in" type="target" position={Position.Right} style={{ top: SIZES.head / 2 }} />
    <JumpsOut />
  </>
);

const Joint = (
  props: Pick<HandleProps, 'type' | 'position'> & { readonly id: string; readonly style?: CSSProperties },
) => <Handle isConnectable={false} className="joint" {...props} />;

const useHookState = (hook: Hook) =>
  useApp((state) => (selectWalk(state).packet === null ? 'ahead' : (selectWalk(state).hooks.get(hook) ?? 'off')));

const useIsHere = (id: string): boolean => useApp((state) => selectWalk(state).stop[0] === id);

const HookNode = memo(function HookNode({ data }: Of<'hook'>) {
  const { t } = useTranslation('graph');
  const level = useZoomLevel();
  const state = useHookState(data.hook);
  const rules = data.stations.reduce((sum, { chain }) => sum + (chain?.rules.length ?? 0), 0);
  const note = {
    off: t('offPath'),
    here: t('here'),
    ahead: t('stations', { count: data.stations.length }),
    walked: t('stations', { count: data.stations.length }),
  };
  return (
    <Card
      id={data.id}
      width={data.width}
      height={level === 'middle' ? 0 : data.height}
      label={t('hook', { hook: data.hook })}
      state={state}
    >
      {level === 'far' ? (
        <Far title={data.hook} note={t('rules', { count: rules })} />
      ) : (
        <>
          <CardHead id={data.id} title={data.hook} note={note[state]} large={level === 'middle'} />
          {data.stations.map((station) => (
            <StationBlock key={station.name} hook={data.hook} station={station} level={level} />
          ))}
        </>
      )}
      <Joints at={SIZES.head / 2} />
    </Card>
  );
});

const ChainNode = memo(function ChainNode({ data }: Of<'chain'>) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const level = useZoomLevel();
  const key = `${data.table}/${data.chain.name}`;
  const entered = useApp((state) => selectWalk(state).chains.has(key));
  const quiet = useApp((state) => selectWalk(state).packet !== null);
  const state = entered || !quiet ? 'walked' : 'off';
  return (
    <Card
      id={data.id}
      width={data.width}
      height={level === 'middle' ? 0 : data.height}
      label={t('chain', { table: data.table, chain: data.chain.name })}
      state={state}
    >
      <span
        aria-hidden="true"
        className={clsx('station-edge absolute inset-y-0 left-0 w-[3px] rounded-l-[11px]', TONE_GROUND[data.table])}
      />
      {level === 'far' ? (
        <Far title={data.chain.name} note={t('rules', { count: data.chain.rules.length })} />
      ) : (
        <>
          <header data-place={data.id} data-chain-at={key} className="flex h-7.5 items-center gap-1.5 pr-1 pl-2.5">
            <span
              className={clsx(
                'min-w-0 flex-1 truncate font-mono font-semibold',
                level === 'middle' ? 'text-[17px] tracking-tight' : 'text-[11.5px]',
              )}
              title={data.chain.name}
            >
              {data.chain.name}
            </span>
            <span
              className={clsx(
                'station-name font-semibold',
                level === 'middle' ? 'pr-1 text-[15px]' : 'text-label',
                TONE_TEXT[data.table],
              )}
            >
              {data.table}
            </span>
            {level === 'near' && (
              <IconButton
                icon={data.folded ? 'plus' : 'minus'}
                small
                label={t(data.folded ? 'unfoldChain' : 'foldChain', { chain: data.chain.name })}
                aria-expanded={!data.folded}
                className="nopan"
                onClick={() => store.getState().showChain(key, data.folded)}
              />
            )}
          </header>
          {level === 'near' && !data.folded && (
            <div className="border-t border-line pt-px">
              <RuleRows table={data.table} chain={data.chain} spans={data.spans} />
            </div>
          )}
        </>
      )}
      <ChainJoints />
    </Card>
  );
});

interface CardProps {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly state: 'off' | 'ahead' | 'walked' | 'here';
  readonly children: ReactNode;
}

function Card({ id, width, height, label, state, children }: CardProps) {
  return (
    <div
      role="group"
      aria-label={label}
      data-testid={`node-${id}`}
      className={clsx(
        'relative overflow-clip rounded-hook border',
        state === 'off' ? 'off-path border-line' : 'border-line2 bg-panel',
        state === 'here' && 'border-ink3 shadow-[0_1px_3px_var(--shadow)]',
      )}
      style={{ width, minHeight: height }}
    >
      {children}
    </div>
  );
}

function CardHead({
  id,
  title,
  note,
  large,
}: {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly large: boolean;
}) {
  return (
    <header data-place={id} className="flex h-[29px] items-center justify-between gap-1 px-2">
      <h2 className={clsx('font-[650] tracking-tight', large ? 'text-[17px]' : 'text-small')}>{title}</h2>
      <span className={clsx('truncate tracking-tight text-ink3', large ? 'text-body' : 'text-label')}>{note}</span>
    </header>
  );
}

const Far = ({ title, note }: { readonly title: string; readonly note: string }) => (
  <div className="absolute inset-0 grid place-content-center gap-1 text-center">
    <span className="text-[26px] leading-none font-[650] tracking-wide">{title}</span>
    <span className="text-[20px] text-ink2">{note}</span>
  </div>
);

/** Names outside the hooks, larger from afar. */
const NAME_TEXT: { readonly [L in ZoomLevel]: string } = {
  near: 'text-[11.5px] leading-4',
  middle: 'text-[17px] leading-6',
  far: 'text-[22px] leading-7',
};

const NicNode = memo(function NicNode({ data }: Of<'nic'>) {
  const { t } = useTranslation('graph');
  const level = useZoomLevel();
  const here = useIsHere(data.id);
  const used = useApp((state) =>
    [...selectWalk(state).roads].some((road) => road.startsWith(`${data.id}>`) || road.endsWith(`>${data.id}`)),
  );
  const [address = '', ...others] = data.addresses;
  return (
    <div
      role="group"
      aria-label={t(data.side === 'in' ? 'inDevice' : 'outDevice', { name: data.name })}
      data-place={data.id}
      data-testid={`node-${data.id}`}
      title={data.addresses.join('\n')}
      className={clsx(
        'flex flex-col justify-center rounded-card border bg-panel px-2',
        here || used ? 'border-ink2' : 'border-line2',
      )}
      style={{ width: data.width, height: data.height }}
    >
      <b className={clsx('truncate font-[650]', NAME_TEXT[level])}>
        {data.side === 'out' && <span aria-hidden="true">→ </span>}
        {data.name}
      </b>
      {data.side === 'in' && level === 'near' && (
        <span className="truncate font-mono text-[11px] leading-3.5 tracking-[-0.02em] text-ink3">
          {address}
          {others.length > 0 && ` +${others.length}`}
        </span>
      )}
      <Joints at="50%" />
    </div>
  );
});

const RouteNode = memo(function RouteNode({ data }: Of<'route'>) {
  const { t } = useTranslation('graph');
  const level = useZoomLevel();
  const here = useIsHere(data.id);
  return (
    <div
      data-place={data.id}
      data-testid={`node-${data.id}`}
      className={clsx(
        'grid place-items-center rounded-full border bg-panel font-semibold',
        level === 'near' ? 'text-[11.5px]' : 'text-[16px] tracking-tight',
        here ? 'border-ink2 text-ink' : 'border-line2 text-ink2',
      )}
      style={{ width: data.width, height: data.height }}
    >
      {t('route')}
      <Joints at="50%" />
    </div>
  );
});

const LocalNode = memo(function LocalNode({ data }: Of<'local'>) {
  const { t } = useTranslation('graph');
  const level = useZoomLevel();
  const here = useIsHere(data.id);
  return (
    <div
      role="group"
      aria-label={t('localProcesses')}
      data-place={data.id}
      data-testid={`node-${data.id}`}
      className={clsx(
        'flex flex-col justify-center rounded-card border bg-panel px-2.5',
        here ? 'border-ink2' : 'border-line2',
      )}
      style={{ width: data.width, height: data.height }}
    >
      <b className={clsx('truncate font-[650]', NAME_TEXT[level])}>{t('localProcesses')}</b>
      {level === 'near' && (
        <span className="truncate font-mono text-[11px] leading-4 text-ink3">
          {data.processes.length === 0 ? t('noSockets') : data.processes.join(', ')}
        </span>
      )}
      <Joints at="50%" />
    </div>
  );
});

/** At module level, so that the graph never makes its nodes anew. */
export const NODE_TYPES = { hook: HookNode, chain: ChainNode, nic: NicNode, route: RouteNode, local: LocalNode };
