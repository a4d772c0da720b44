import { Background, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/index.ts';
import { selectRuleset, useApp, useAppStore } from '../../store/index.ts';
import { findRule } from '../rules/ruleset-lookup.ts';
import { edgeOf, EDGE_TYPES } from './edges.tsx';
import { Finder } from './Finder.tsx';
import { GraphEmpty } from './GraphEmpty.tsx';
import { GraphNotice } from './GraphNotice.tsx';
import { GraphToolbar } from './GraphToolbar.tsx';
import { HoverRule, type HoveredRule } from './hovered-rule.ts';
import type { Layout } from './layout.ts';
import { NODE_TYPES, type GraphNode } from './nodes.tsx';
import { RowEditor } from './RowEditor.tsx';
import { RuleEditingContext } from './rule-editing.ts';
import { RuleMenu } from './RuleMenu.tsx';
import { RuleTip } from './RuleTip.tsx';
import { Token } from './Token.tsx';
import { useFirstView, ZOOM } from './use-fit.ts';
import { useGraphLayout } from './use-graph-layout.ts';
import { useGraphTarget } from './use-graph-target.ts';
import { useRuleDrag } from './use-rule-drag.ts';
import { useRuleEditing } from './use-rule-editing.ts';
import './graph.css';

/** Beyond so many nodes only those in sight are in the document. */
const MOST_DRAWN = 120;

/** The machine as its hooks, and the packet on its way through them. A large one is drawn in slices, after the rest of the page. */
export function GraphView() {
  const layout = useDeferredValue(useGraphLayout(), null);
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
  const store = useAppStore();
  const flow = useReactFlow();
  const [hovered, setHovered] = useState<HoveredRule | null>(null);
  const [map, setMap] = useState(false);
  const finding = useApp((state) => state.finderOpen);
  const state = useRuleEditing();
  const { editing, edited, menu } = state;
  const area = useRef<HTMLDivElement>(null);
  const flowRef = useRef(flow);
  const nodes = useMemo(() => layout.nodes.map(nodeOf), [layout]);
  const edges = useMemo(() => edgesOf(layout), [layout]);
  useFirstView(layout);
  useGraphTarget(flow, layout);

  const ruleAt = (place: Parameters<typeof findRule>[1]) => findRule(selectRuleset(store.getState()), place);
  const handlers = useRef({
    onStart: () => setHovered(null),
    onDrop: () => undefined,
    onHold: () => undefined,
  } as Parameters<typeof useRuleDrag>[2]['current']);
  useEffect(() => {
    flowRef.current = flow;
    handlers.current = {
      onStart: () => setHovered(null),
      onDrop: (from, to) => {
        const rule = ruleAt(from);
        if (rule !== null) editing.move(from, rule, to);
      },
      onHold: (place, row) => {
        const rule = ruleAt(place);
        if (rule !== null) editing.openMenu({ place, rule, anchor: row.getBoundingClientRect() });
      },
    };
  });
  useRuleDrag(area, flowRef, handlers);

  return (
    <HoverRule value={setHovered}>
      <RuleEditingContext value={editing}>
        <div className="flex size-full flex-col">
          <GraphToolbar layout={layout} map={map} onMap={setMap} />
          <div ref={area} className="relative min-h-0 flex-1">
            <ReactFlow
              nodes={nodes}
              edges={edges}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              aria-label={t('label')}
              minZoom={ZOOM.least}
              maxZoom={ZOOM.most}
              onlyRenderVisibleElements={nodes.length > MOST_DRAWN}
              zoomOnDoubleClick={false}
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
              {map && (
                <MiniMap pannable zoomable ariaLabel={t('minimap')} position="bottom-left" nodeBorderRadius={20} />
              )}
            </ReactFlow>
            {finding && <Finder />}
            <GraphNotice notice={state.notice} onDismiss={state.dismiss} />
          </div>
        </div>
        {hovered !== null && edited === null && menu === null && <RuleTip {...hovered} />}
        {menu !== null && (
          <RuleMenu menu={menu} editing={editing} hasTaken={state.hasTaken} onClose={state.closeMenu} />
        )}
        {edited !== null && (
          <RowEditor
            key={`${edited.place.table} ${edited.place.chain} ${edited.place.rule} ${edited.rule === null}`}
            edited={edited}
            own={state.own}
            onDone={(lands, said) => {
              state.closeEditor();
              if (said !== null) state.setNotice({ text: said, refused: false });
              if (lands !== null) store.getState().showInGraph(lands, true);
            }}
          />
        )}
      </RuleEditingContext>
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
