import { getBezierPath, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import clsx from 'clsx';
import { memo } from 'react';
import { useApp } from '../../store/index.ts';
import type { PlacedRoad } from './layout.ts';
import { selectWalk } from './select-walk.ts';
import { hookNode, ROUTE, ROUTE_OUTPUT } from './stops.ts';
import type { Ending } from './walk.ts';

const STROKES: { readonly [E in Ending]: string } = {
  passes: 'stroke-ok',
  dropped: 'stroke-drop',
  unknown: 'stroke-log',
};

/** A road of packets: 2 px grey, 3 px in the outcome's colour once walked. */
const RoadEdge = memo(function RoadEdge({ id, ...ends }: EdgeProps) {
  const walked = useApp((state) => (selectWalk(state).roads.has(id) ? selectWalk(state).ending : null));
  const ahead = useApp((state) => (selectWalk(state).whole.roads.has(id) ? selectWalk(state).ending : null));
  const turns = id === `${ROUTE}>${hookNode('INPUT')}` || id.startsWith('in:');
  const [path] = turns ? getSmoothStepPath({ ...ends, borderRadius: 14 }) : getBezierPath({ ...ends, curvature: 0.35 });
  return (
    <path
      data-road={id}
      data-walked={walked === null ? undefined : ''}
      d={path}
      fill="none"
      data-ahead={walked === null && ahead !== null ? '' : undefined}
      className={roadClass(walked, ahead)}
    />
  );
});

/** What is still ahead of the packet is drawn too, quieter and dashed. */
function roadClass(walked: Ending | null, ahead: Ending | null): string {
  if (walked !== null) return clsx('stroke-3', STROKES[walked]);
  return ahead === null ? 'stroke-line2 stroke-2' : clsx('stroke-2 opacity-55 [stroke-dasharray:5_5]', STROKES[ahead]);
}

/** From a rule to the chain it jumps to. */
const JumpEdge = memo(function JumpEdge({ target, ...ends }: EdgeProps) {
  const chain = target.replace(/^chain:/, '');
  const walked = useApp((state) => selectWalk(state).chains.has(chain));
  const [path] = getSmoothStepPath({ ...ends, borderRadius: 6, offset: 8 });
  return <path d={path} fill="none" className={walked ? 'stroke-ink3 stroke-2' : 'stroke-line2 stroke-[1.5]'} />;
});

export const EDGE_TYPES = { road: RoadEdge, jump: JumpEdge };

const JOINTS: { readonly [road: string]: readonly [string, string] } = {
  [`${ROUTE}>${hookNode('INPUT')}`]: ['top-out', 'left'],
  [`${ROUTE_OUTPUT}>${hookNode('OUTPUT')}`]: ['bottom', 'top-right-in'],
  [`${hookNode('OUTPUT')}>${hookNode('POSTROUTING')}`]: ['bottom', 'top-in'],
};

/** Which sides of its nodes a road joins. */
function jointsOf({ id, from, to, kind }: PlacedRoad, leftwards: boolean): readonly [string, string] {
  if (from.startsWith('in:')) return ['right', 'gate'];
  if (to.startsWith('out:')) return ['bottom', 'top-in'];
  if (kind === 'road') return JOINTS[id] ?? ['right', 'left'];
  if (leftwards) return ['left-out', 'right-in'];
  return from === hookNode('OUTPUT') ? ['right', 'left'] : ['stem', 'left'];
}

/** `leftwards`: the chain lies left of what jumps to it. */
export function edgeOf(road: PlacedRoad, leftwards: boolean): Edge {
  const [sourceHandle, targetHandle] = jointsOf(road, leftwards);
  return {
    id: road.id,
    source: road.from,
    target: road.to,
    type: road.kind,
    sourceHandle,
    targetHandle,
    focusable: false,
  };
}
