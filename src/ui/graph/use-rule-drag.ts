import type { ReactFlowInstance } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import type { RulePlace, TableName } from '../../engine/index.ts';

/** Px a mouse goes before it drags; px a finger may tremble while it waits. */
const DRAGS_FROM = 4;
const TREMBLE = 9;
/** How long a finger rests on a row before it takes it up, ms: shorter strokes pan and scroll. */
const LONG_PRESS = 380;
/** Near an edge of the view or of a long chain things move along: px from the edge, px a frame. */
const EDGE = 36;
const LIST_EDGE = 18;
const PACE = 7;

interface Drag {
  readonly from: RulePlace;
  readonly row: HTMLElement;
  readonly pointer: number;
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
  isTouch: boolean;
  active: boolean;
  target: RulePlace | null;
}

interface DragHandlers {
  readonly onDrop: (from: RulePlace, to: RulePlace) => void;
  /** A long press that did not move. */
  readonly onHold: (place: RulePlace, row: HTMLElement) => void;
  readonly onStart: () => void;
}

/** Row of a rule from its `data-rule-at`: 'filter/INPUT/3'. Names of chains may hold slashes. */
export function placeOf(element: Element | null): RulePlace | null {
  const at = /^(\w+)\/(.*)\/(\d+)$/.exec(element?.getAttribute('data-rule-at') ?? '');
  return at === null ? null : { table: at[1] as TableName, chain: at[2] ?? '', rule: Number(at[3]) };
}

/** Rules are dragged by their rows, by mouse at once and by touch after a long press. The drop line and the ghost move without React. */
export function useRuleDrag(
  area: RefObject<HTMLElement | null>,
  flow: RefObject<ReactFlowInstance | null>,
  handlers: RefObject<DragHandlers>,
): void {
  useEffect(() => {
    const graph = area.current;
    if (graph === null) return;
    let drag: Drag | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    const line = marker('drop-line');
    const ghost = marker('drag-ghost');

    const stop = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      drag?.row.removeAttribute('data-dragged');
      graph.removeAttribute('data-dragging');
      line.remove();
      ghost.remove();
      drag = null;
    };

    const begin = () => {
      if (drag === null || drag.active) return;
      drag.active = true;
      drag.row.setAttribute('data-dragged', '');
      graph.setAttribute('data-dragging', '');
      ghost.textContent = drag.row.textContent.trim();
      document.body.append(ghost, line);
      handlers.current.onStart();
      follow();
    };

    const follow = () => {
      if (drag === null || !drag.active) return;
      scrollAlong(drag, graph, flow.current);
      const found = dropAt(drag);
      drag.target = found?.place ?? null;
      ghost.style.transform = `translate(${drag.x + 12}px, ${drag.y + 10}px)`;
      line.hidden = found === null;
      if (found !== null) {
        line.style.transform = `translate(${found.left}px, ${found.y - 1}px)`;
        line.style.width = `${found.width}px`;
      }
      frame = requestAnimationFrame(follow);
    };

    const down = (event: PointerEvent) => {
      const pressed = event.target instanceof Element ? event.target : null;
      const row = pressed?.closest<HTMLElement>('[data-rule-at]') ?? null;
      const from = placeOf(row);
      if (row === null || from === null || event.button !== 0 || drag !== null) return;
      if (pressed?.closest('[data-row-action]') !== null) return;
      const { clientX: x, clientY: y } = event;
      drag = {
        from,
        row,
        pointer: event.pointerId,
        x,
        y,
        startX: x,
        startY: y,
        isTouch: event.pointerType !== 'mouse',
        active: false,
        target: null,
      };
      if (drag.isTouch) timer = setTimeout(begin, LONG_PRESS);
    };

    const move = (event: PointerEvent) => {
      if (drag === null || event.pointerId !== drag.pointer) return;
      drag.x = event.clientX;
      drag.y = event.clientY;
      const gone = Math.hypot(drag.x - drag.startX, drag.y - drag.startY);
      if (drag.active) return;
      if (drag.isTouch && gone > TREMBLE) stop();
      else if (!drag.isTouch && gone > DRAGS_FROM) begin();
    };

    const up = (event: PointerEvent) => {
      if (drag === null || event.pointerId !== drag.pointer) return;
      const { active, from, target, row, isTouch, x, y, startX, startY } = drag;
      stop();
      if (!active) return;
      // The press that ends a drag is no click.
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
      if (isTouch && Math.hypot(x - startX, y - startY) <= TREMBLE) handlers.current.onHold(from, row);
      else if (target !== null) handlers.current.onDrop(from, target);
    };

    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || drag === null) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    /** What is dragged neither pans the graph nor scrolls a chain. */
    const hold = (event: Event) => {
      if (drag?.active !== true) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    /** The graph pans by mouse from everywhere but rows. */
    const keep = (event: MouseEvent) => {
      if (event.button === 0 && event.target instanceof Element && event.target.closest('[data-rule-at]') !== null)
        event.stopPropagation();
    };

    graph.addEventListener('pointerdown', down);
    graph.addEventListener('mousedown', keep, { capture: true });
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', stop);
    addEventListener('keydown', escape, { capture: true });
    addEventListener('touchmove', hold, { capture: true, passive: false });
    addEventListener('contextmenu', hold, { capture: true });
    return () => {
      stop();
      graph.removeEventListener('pointerdown', down);
      graph.removeEventListener('mousedown', keep, { capture: true });
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', stop);
      removeEventListener('keydown', escape, { capture: true });
      removeEventListener('touchmove', hold, { capture: true });
      removeEventListener('contextmenu', hold, { capture: true });
    };
  }, [area, flow, handlers]);
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

function marker(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  element.dataset['testid'] = name;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

interface Drop {
  readonly place: RulePlace;
  readonly left: number;
  readonly y: number;
  readonly width: number;
}

/** Where a rule would go: before or after the row under the pointer, or to the head of the chain whose name it is over. Same table only. */
function dropAt({ x, y, from }: Drag): Drop | null {
  const under = document.elementFromPoint(x, y);
  const row = under?.closest('[data-rule-at]') ?? null;
  const place = placeOf(row) ?? chainOf(under);
  if (place === null || place.table !== from.table) return null;
  const box = (row?.querySelector('button') ?? under?.closest('[data-chain-at]'))?.getBoundingClientRect();
  if (box === undefined) return null;
  const after = row === null || y > box.top + box.height / 2;
  const rule = row === null ? 1 : place.rule + Number(after);
  return { place: { ...place, rule }, left: box.left, y: after ? box.bottom : box.top, width: box.width };
}

/** From `data-chain-at`: 'filter/INPUT'. */
function chainOf(under: Element | null): RulePlace | null {
  const at = /^(\w+)\/(.*)$/.exec(under?.closest('[data-chain-at]')?.getAttribute('data-chain-at') ?? '');
  return at === null ? null : { table: at[1] as TableName, chain: at[2] ?? '', rule: 1 };
}

function scrollAlong({ x, y }: Drag, graph: HTMLElement, flow: ReactFlowInstance | null): void {
  const list = document.elementFromPoint(x, y)?.closest('[data-scroll]') ?? null;
  if (list !== null) {
    const { top, bottom } = list.getBoundingClientRect();
    if (y < top + LIST_EDGE && list.scrollTop > 0) return void (list.scrollTop -= PACE);
    const rest = list.scrollHeight - list.clientHeight - list.scrollTop;
    if (y > bottom - LIST_EDGE && rest > 0) return void (list.scrollTop += PACE);
  }
  const { left, right, top, bottom } = graph.getBoundingClientRect();
  const pull = (at: number, low: number, high: number): number => Number(at < low + EDGE) - Number(at > high - EDGE);
  const [dx, dy] = [pull(x, left, right), pull(y, top, bottom)];
  if (flow === null || (dx === 0 && dy === 0)) return;
  const view = flow.getViewport();
  void flow.setViewport({ ...view, x: view.x + dx * PACE, y: view.y + dy * PACE });
}
