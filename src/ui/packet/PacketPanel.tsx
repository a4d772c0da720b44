import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketLine, StepView } from '../../engine/index.ts';
import { selectPosition, selectStep, useApp, useEngine } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { CopyButton } from '../common/CopyButton.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { useAnswer } from '../common/use-answer.ts';
import { flowText, kindOf, protocolName, readDatagram, toHex } from './datagram.ts';
import { HeaderTable } from './HeaderTable.tsx';
import { HexDump } from './HexDump.tsx';
import { changedOffsets, packetAsOf, type PacketAsOf } from './packet-as-of.ts';

/** The packet in motion: headers and bytes as of the playhead, and what changed since its start. */
export function PacketPanel() {
  const { t } = useTranslation('packet');
  const step = useApp(selectStep);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  const hasSteps = useApp((state) => state.scenario.timeline.length > 0);
  const packet = useMemo(() => (step === null ? null : packetAsOf(step, event)), [step, event]);
  if (packet !== null) return <Packet packet={packet} />;
  if (step?.command !== undefined) return <CommandOutput command={step.command} />;
  if (step?.problem !== undefined)
    return (
      <EmptyState icon="alert" title={t('problem')}>
        {step.problem}
      </EmptyState>
    );
  if (step === null && hasSteps) return <EmptyState title={t('waiting')} />;
  return <EmptyState title={t('empty')}>{step === null ? t('noSteps') : t('emptyText')}</EmptyState>;
}

function Packet({ packet }: { readonly packet: PacketAsOf }) {
  const { t } = useTranslation('packet');
  const [pointed, setPointed] = useState<PacketLine | null>(null);
  const now = useHeaderLines(packet.now);
  const start = useHeaderLines(packet.start);
  const datagram = useMemo(() => readDatagram(packet.now), [packet.now]);
  const changed = useMemo(() => changedOffsets(packet.start, packet.now), [packet]);
  const before = new Map(start.map((line) => [`${line.layer}.${line.field}`, line.value]));
  const changes = now.filter(
    (line) => before.has(`${line.layer}.${line.field}`) && before.get(`${line.layer}.${line.field}`) !== line.value,
  );

  return (
    <div className="flex flex-col gap-3 p-3">
      <div>
        <h3 className="flex flex-wrap items-center gap-2">
          <span className="text-title font-semibold">
            {datagram === null
              ? t('number', { packet: packet.packet })
              : `${protocolName(datagram.protocol)} ${kindOf(datagram)}`}
          </span>
          {packet.state !== null && (
            <Chip kind="other" title={t('state')}>
              {packet.state}
            </Chip>
          )}
        </h3>
        {datagram !== null && <p className="font-mono text-mono break-words">{flowText(datagram)}</p>}
        <p className="mt-1 text-label text-ink3">
          <Origin packet={packet} /> · {t('bytesCount', { count: packet.now.length })} ·{' '}
          {changes.length === 0 ? t('unchanged') : t('changed', { count: changes.length })}
        </p>
      </div>
      {packet.marks.length > 0 && (
        <dl aria-label={t('beside')} className="grid grid-cols-[38%_1fr] gap-y-0.5 rounded-card border border-line p-2">
          {packet.marks.map(({ field, value }) => (
            <div key={field} className="contents">
              <dt className="text-small text-ink2">{field}</dt>
              <dd className="font-mono text-mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <section aria-label={t('now')}>
        <HeaderTable lines={now} start={start} onPoint={setPointed} />
      </section>
      <section>
        <div className="flex items-center justify-between pb-1">
          <h4 className="text-label font-semibold text-ink3">{t('bytes')}</h4>
          <CopyButton text={toHex(packet.now)} />
        </div>
        <HexDump bytes={packet.now} changed={changed} lit={pointed} label={`${t('bytes')}: ${toHex(packet.now)}`} />
      </section>
    </div>
  );
}

const NO_LINES: readonly PacketLine[] = [];

function useHeaderLines(bytes: Uint8Array): readonly PacketLine[] {
  const engine = useEngine();
  return useAnswer(() => engine.packetFields(bytes), bytes).value?.lines ?? NO_LINES;
}

function Origin({ packet }: { readonly packet: PacketAsOf }) {
  const { t } = useTranslation('packet');
  const { origin } = packet;
  if (origin.kind === 'received') return t('arrived', { device: origin.device });
  const by = origin.process === undefined ? t(`origins.${origin.by}`) : t('sentBy', { process: origin.process });
  return origin.causedBy === null ? by : `${by}, ${t('becauseOf', { packet: origin.causedBy })}`;
}

function CommandOutput({ command }: { readonly command: NonNullable<StepView['command']> }) {
  const { t } = useTranslation('packet');
  const isSilent = command.stdout === '' && command.stderr === '';
  return (
    <section className="p-3">
      <h3 className="flex items-center gap-2 pb-2 text-label font-semibold text-ink3">
        {t('commandOutput')}
        {command.exit !== 0 && <Chip kind="drop">{t('exit', { code: command.exit })}</Chip>}
      </h3>
      <pre className="overflow-x-auto font-mono text-mono text-ink2">
        {isSilent ? t('noOutput') : command.stdout}
        <span className="text-drop">{command.stderr}</span>
      </pre>
    </section>
  );
}
