import { Background, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { edgeOf, EDGE_TYPES } from './edges.tsx';
import { GraphEmpty } from './GraphEmpty.tsx';
import { GraphToolbar } from './GraphToolbar.tsx';
import { HoverRule, type HoveredRule } from './hovered-rule.ts';
import type { Layout } from './layout.ts';
import { NODE_TYPES, type GraphNode } from './nodes.tsx';
import { RuleTip } from './RuleTip.tsx';
import { Token } from './Token.tsx';
import { useFirstView, ZOOM } from './use-fit.ts';
import { useGraphLayout } from './use-graph-layout.ts';
import './graph.css';

/** The machine as its hooks, and the packet on its way through them. */
export function GraphView() {
  const layout = useGraphLayout();
  const refused = useApp(({ run }) => run.view !== null && run.view.restore.exit !== 0);
  if (layout === null || refused) return <GraphEmpty />;
  return (
    <ReactFlowProvider>
      <Graph layout={layout} />
    </ReactFlowProvider>
  );
}

function Graph({ layout }: { readonly layout: Layout }) {
  const { t } = useTranslation('graph');
  const [hovered, setHovered] = useState<HoveredRule | null>(null);
  const nodes = useMemo(() => layout.nodes.map(nodeOf), [layout]);
  const edges = useMemo(() => edgesOf(layout), [layout]);
  useFirstView(layout);
  return (
    <HoverRule value={setHovered}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        aria-label={t('label')}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomActivationKeyCode={null}
        panActivationKeyCode={null}
        onMoveStart={() => setHovered(null)}
      >
        <Background gap={22} size={1.2} />
        <Token layout={layout} />
      </ReactFlow>
      <GraphToolbar layout={layout} />
      {hovered !== null && <RuleTip {...hovered} />}
    </HoverRule>
  );
}

const nodeOf = (placed: Layout['nodes'][number]): GraphNode =>
  ({
    id: placed.id,
    type: placed.kind,
    position: { x: placed.x, y: placed.y },
    data: placed,
    width: placed.width,
    initialHeight: placed.height,
    // Nodes that can neither be dragged nor selected would let clicks through to the pane.
    style: { pointerEvents: 'all' },
  }) as unknown as GraphNode;

function edgesOf({ nodes, roads }: Layout) {
  const lefts = new Map(nodes.map(({ id, x }) => [id, x]));
  return roads.map((road) => edgeOf(road, (lefts.get(road.to) ?? 0) < (lefts.get(road.from) ?? 0) - 40));
}
