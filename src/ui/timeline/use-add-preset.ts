import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario, Step } from '../../engine/index.ts';
import { useAppStore, useEngine } from '../../store/index.ts';
import { assemble, PRESETS, type Preset, type PresetName, type ScriptedStep } from './presets/index.ts';
import { initialChoices, NO_VALUES, type Chosen } from './presets/preset.ts';
import { presetContext } from './presets/preset-context.ts';
import { insertSteps } from './steps.ts';
import { useTimeline, withSockets } from './use-timeline.ts';

/** Adds a preset behind the timeline, as the host answers it. Gives why it could not, else null. */
export function useAddPreset(): (name: PresetName, chosen?: Chosen) => Promise<string | null> {
  const store = useAppStore();
  const engine = useEngine();
  const { append } = useTimeline();
  const { t } = useTranslation(['presets', 'timeline']);
  return useMemo(() => {
    const words = ({ note, values }: ScriptedStep): string => t(`notes.${note}`, { ...NO_VALUES, ...values });
    return async (name, chosen) => {
      const { scenario, run } = store.getState();
      const preset: Preset = PRESETS[name];
      const context = presetContext(scenario, run.view);
      const choices = chosen ?? initialChoices(preset.choices(context));
      const sockets = preset.sockets?.(context, choices) ?? [];
      const at = scenario.timeline.length;
      const ask = async (steps: readonly Step[]) => {
        const candidate: Scenario = {
          ...withSockets(scenario, sockets),
          timeline: insertSteps(scenario.timeline, at, steps),
        };
        return (await engine.run(candidate)).steps.slice(at);
      };
      try {
        const steps = await assemble(preset.script(context, choices), words, ask);
        append(t('timeline:undo.preset', { what: t(`timeline:presets.${name}`) }), steps, sockets);
        return null;
      } catch (reason) {
        return reason instanceof Error ? reason.message : String(reason);
      }
    };
  }, [store, engine, append, t]);
}
