import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capturedSteps, entrancesOf, planTimeline, type Capture, type TimelineChoice } from '../../formats/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { CapturePart } from './CapturePart.tsx';
import { CaptureSummary } from './CaptureSummary.tsx';
import { EntranceTable } from './EntranceTable.tsx';

/** So many are taken unless more are asked for: each is a card of the timeline. */
const USUAL_COUNT = 200;

/** A capture's packets become the timeline: which of them, and where each enters. */
export function CaptureDialog({ capture, onClose }: { readonly capture: Capture; readonly onClose: () => void }) {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const host = useApp((state) => state.scenario.host);
  const groups = useMemo(() => entrancesOf(capture, host), [capture, host]);
  const [choice, setChoice] = useState<TimelineChoice>({
    filter: '',
    from: 1,
    count: USUAL_COUNT,
    entrances: new Map(),
    shortestWait: 1000,
    repair: true,
  });
  const [isAdded, setAdded] = useState(false);
  const plan = useMemo(() => planTimeline(capture, groups, choice), [capture, groups, choice]);
  const change = (part: Partial<TimelineChoice>) => setChoice({ ...choice, ...part });
  const apply = () => {
    const steps = capturedSteps(capture, groups, choice);
    const { scenario, setTimeline } = store.getState();
    setTimeline(t('capture.undo'), isAdded ? [...scenario.timeline, ...steps] : steps);
    onClose();
  };

  return (
    <Dialog
      open
      wide
      title={t('capture.title')}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={plan.chosen.length === 0} onClick={apply}>
          {t('capture.apply', { count: plan.chosen.length })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <CaptureSummary capture={capture} />
        <EntranceTable
          groups={groups}
          devices={host.interfaces.map(({ name }) => name)}
          chosen={choice.entrances}
          onChoose={(key, entrance) => change({ entrances: new Map(choice.entrances).set(key, entrance) })}
        />
        <Field label={t('capture.filter')} hint={t('capture.filterHint')}>
          {(control) => (
            <input
              {...control}
              className={controlClass(true)}
              placeholder="tcp 443"
              value={choice.filter}
              onChange={({ target }) => change({ filter: target.value, from: 1 })}
            />
          )}
        </Field>
        <CapturePart choice={choice} matching={plan.matching} onChange={change} />
        <p aria-live="polite" className="text-small">
          {t('capture.plan', { count: plan.chosen.length, matching: plan.matching, leftOut: plan.leftOut })}
        </p>
        <div className="flex flex-col gap-1 text-small">
          <label className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              checked={choice.repair}
              onChange={({ target }) => change({ repair: target.checked })}
            />
            {t('capture.repair')}
          </label>
          <label className="flex min-h-6 items-center gap-2">
            <input type="checkbox" checked={isAdded} onChange={({ target }) => setAdded(target.checked)} />
            {t('capture.add')}
          </label>
        </div>
      </div>
    </Dialog>
  );
}
