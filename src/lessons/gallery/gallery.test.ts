import { describe, expect, test } from 'vitest';
import { checkRuleset, runScenario, validateScenario } from '../../engine/index.ts';
import type { StepRecord } from '../../engine/index.ts';
import { runShell } from '../../shell/index.ts';
import { scenarioIn } from './index.ts';
import { GALLERY } from './scenarios.ts';

test('ids are unique and every text is there in both languages', () => {
  expect(new Set(GALLERY.map((entry) => entry.id)).size).toBe(GALLERY.length);
  for (const entry of GALLERY) {
    for (const text of [entry.title, entry.description, ...entry.timeline.flatMap((step) => step.note ?? [])]) {
      expect(text.en).not.toBe('');
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
  }
});

test('a reply answers an earlier step', () => {
  const early = GALLERY.flatMap(({ timeline }) =>
    timeline.filter(({ step }, index) => 'reply' in step && step.reply.to > index),
  );
  expect(early).toEqual([]);
});

test('the words follow the language, the machine does not', () => {
  const [first] = GALLERY;
  if (first === undefined) throw new Error('the gallery is empty');
  const english = scenarioIn(first, 'en');
  const chinese = scenarioIn(first, 'zh');
  expect(chinese.ruleset).toBe(english.ruleset);
  expect(chinese.title).not.toBe(english.title);
});

const IN_VAIN: Readonly<Record<string, readonly string[]>> = {
  'office-firewall': ['filter STAFF-TRAINEES 3: rule 2 takes every packet before it'],
};

function walked(entry: (typeof GALLERY)[number]): readonly StepRecord[] {
  const scenario = validateScenario(JSON.parse(JSON.stringify(scenarioIn(entry, 'en'))));
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error));
  const record = runScenario(scenario.value, { shell: runShell, events: true });
  if (!record.ok) throw new Error(JSON.stringify(record.error));
  expect(record.value.restore).toMatchObject({ exit: 0, stderr: '' });
  return record.value.steps;
}

describe.each(GALLERY)('gallery $id', (entry) => {
  test('loads, and each step leads to what it says', () => {
    const wrong = walked(entry).flatMap(({ expectations }, index) =>
      expectations.filter(({ pass }) => !pass).map(({ text, was }) => `step ${index + 1}: ${text}, was ${was}`),
    );
    expect(wrong).toEqual([]);
  });

  test('most of its packets say where they end', () => {
    const packets = entry.timeline.filter(({ step }) => 'packet' in step || 'reply' in step);
    const sure = packets.filter(({ step }) => step.expect !== undefined);
    expect(sure.length * 2).toBeGreaterThan(packets.length);
  });

  test('has no rule in vain, except where its words own up to it', () => {
    const said = checkRuleset(entry.document.ruleset ?? '').diagnostics.filter(({ severity }) => severity !== 'info');
    expect(said.map(({ message }) => message)).toEqual(IN_VAIN[entry.id] ?? []);
  });
});
