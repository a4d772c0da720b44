import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../../../store/index.ts';
import type { PacketLine } from '../../../engine/index.ts';
import { useAnswer } from '../../common/use-answer.ts';
import { toHex } from '../../packet/datagram.ts';
import { HeaderTable } from '../../packet/HeaderTable.tsx';
import { HexDump } from '../../packet/HexDump.tsx';

const NO_LINES: readonly PacketLine[] = [];

/** The packet as bytes and read back, beside the form. */
export function LiveBytes({ bytes }: { readonly bytes: Uint8Array | null }) {
  const { t } = useTranslation('composer');
  const engine = useEngine();
  const [pointed, setPointed] = useState<PacketLine | null>(null);
  const hex = bytes === null ? '' : toHex(bytes);
  const answer = useAnswer(bytes === null ? null : () => engine.packetFields(bytes), hex);
  if (bytes === null) return <p className="text-small text-ink3">{t('notYet')}</p>;
  const lines = answer.value?.lines ?? NO_LINES;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-label font-semibold text-ink3">{t('liveBytes')}</h3>
      <HexDump bytes={bytes} lit={pointed} label={hex} />
      <HeaderTable lines={lines} start={lines} onPoint={setPointed} />
    </div>
  );
}
