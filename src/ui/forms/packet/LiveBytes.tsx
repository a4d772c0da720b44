import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketLine } from '../../../engine/index.ts';
import { Button } from '../../common/Button.tsx';
import { fromHex } from '../../packet/datagram.ts';
import { HeaderTable } from '../../packet/HeaderTable.tsx';
import { HexEditor } from '../../packet/HexEditor.tsx';
import { overriddenIn } from '../../packet/hex-edit.ts';
import { fieldOfLine, linesOfField, type FormField } from './field-lines.ts';
import type { PacketForm } from './packet-form.ts';
import type { PacketCheck } from './use-packet-check.ts';

interface LiveBytesProps {
  readonly form: PacketForm;
  readonly check: PacketCheck;
  /** They are from before something became wrong. */
  readonly isOld: boolean;
  /** The field in hand: its bytes are lit. */
  readonly active: FormField | null;
  readonly onPoint: (field: FormField | null) => void;
  readonly onChange: (bytes: Uint8Array) => void;
  /** Back to what the fields make. */
  readonly onAutomatic: () => void;
}

/** The packet as bytes that can be written over, and read back, beside the form. */
export function LiveBytes({ form, check, isOld, active, onPoint, onChange, onAutomatic }: LiveBytesProps) {
  const { t } = useTranslation('composer');
  const [pointed, setPointed] = useState<PacketLine | null>(null);
  const { lines, read } = check;
  // What is being written is ahead of what was checked.
  const bytes = form.mode === 'hex' ? (fromHex(form.hex) ?? check.bytes) : check.bytes;
  if (bytes === null) return <p className="min-h-40 text-small text-ink3">{t('notYet')}</p>;
  const overridden = overriddenIn(lines, bytes.length);
  const wrong = new Set(
    overridden.flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index)),
  );
  const point = (line: PacketLine | null) => {
    setPointed(line);
    onPoint(line === null ? null : fieldOfLine(line, form));
  };
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-label font-semibold text-ink3">{t(isOld ? 'bytesBefore' : 'liveBytes')}</h3>
      <HexEditor
        bytes={bytes}
        lines={lines}
        lit={pointed === null ? linesOfField(active, lines) : [pointed]}
        wrong={wrong}
        onPoint={point}
        onChoose={(line) => focusField(fieldOfLine(line, form))}
        onChange={onChange}
      />
      <div className="min-h-10 text-small">
        {form.mode === 'hex' && read !== null && !read.isExact ? (
          <p className="text-log">
            {overridden.length === 0
              ? t('asBytes')
              : t('overridden', { what: overridden.map(({ layer, field }) => `${layer} ${field}`).join(', ') })}{' '}
            <Button small look="line" onClick={onAutomatic}>
              {t('makeAutomatic')}
            </Button>
          </p>
        ) : (
          <p className="text-ink3">{t('computed')}</p>
        )}
      </div>
      <HeaderTable lines={lines} start={lines} onPoint={point} />
    </div>
  );
}

/** Where a byte leads: the control of its field, out of its fold if need be. */
function focusField(field: FormField | null): void {
  if (field === null) return;
  const control = document.getElementById(`composer-${field}`);
  control?.closest('details')?.setAttribute('open', '');
  control?.focus();
}
