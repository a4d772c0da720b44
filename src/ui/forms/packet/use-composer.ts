import { useState } from 'react';
import type { Step } from '../../../engine/index.ts';
import { useAppStore } from '../../../store/index.ts';
import { toHex } from '../../packet/datagram.ts';
import { useTimeline } from '../../timeline/use-timeline.ts';
import type { FormField } from './field-lines.ts';
import { stepOfForm, type PacketForm } from './packet-form.ts';
import { usePacketCheck, type Typed } from './use-packet-check.ts';

interface ComposerProps {
  readonly at: number;
  /** The step that is edited; null for a new one. */
  readonly step: Step | null;
  readonly initial: PacketForm;
}

/** The packet under the hands: what is typed, in fields or over the bytes, and what becomes of it. */
export function useComposer({ at, step, initial }: ComposerProps) {
  const store = useAppStore();
  const { insert, replace } = useTimeline();
  const [form, setForm] = useState(initial);
  // How the packet is given; while bytes are written over, the fields stay in sight.
  const [view, setView] = useState(initial.mode);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [active, setActive] = useState<FormField | null>(null);
  const check = usePacketCheck(form, at, typed);
  const { read } = check;
  // The last bytes that there were: they stay in sight while a field is wrong.
  const [good, setGood] = useState(check);
  if (check.bytes !== null && check.bytes !== good.bytes) setGood(check);
  const isWritten = view === 'fields' && form.mode === 'hex';

  const takeRead = (readForm: PacketForm) => {
    setForm({ ...readForm, note: form.note, origin: form.origin });
    setTyped(null);
  };
  // Bytes that fields can say are given by fields again.
  if (isWritten && check.isSettled && read?.isExact === true) takeRead(read.form);

  return {
    form,
    /** The fields to show: of bytes, what they say. */
    shown: isWritten && read !== null ? { ...read.form, mode: form.mode, hex: form.hex, note: form.note } : form,
    view,
    check,
    bytes: check.bytes === null ? good : check,
    active,
    setActive,
    setForm,
    canSave: check.isSettled && check.errors.size === 0,
    close: () => store.getState().setComposer({ mode: 'closed' }),
    save: () => {
      const { expect, disabled } = step ?? {};
      const made = stepOfForm(form, { ...(expect && { expect }), ...(disabled && { disabled }) });
      if (step === null) insert(at, made);
      else replace(at, made);
      store.getState().setComposer({ mode: 'closed' });
    },
    /** A field was typed into: from here on the packet is given by fields, unless it is by bytes alone. */
    change: (next: PacketForm) => {
      setForm(view === 'fields' ? { ...next, mode: 'fields', hex: '' } : next);
      setTyped(null);
    },
    /** A byte was written over. */
    write: (bytes: Uint8Array) => {
      if (form.mode === 'fields' && check.fields !== null) setTyped({ form, fields: check.fields });
      setForm({ ...form, mode: 'hex', hex: toHex(bytes) });
    },
    give: (mode: PacketForm['mode']) => {
      setView(mode);
      if (mode === 'hex') {
        setForm({ ...form, mode, hex: check.bytes === null ? form.hex : toHex(check.bytes) });
        setTyped(null);
      } else if (read?.isExact === true) takeRead(read.form);
      else if (read === null) setForm({ ...form, mode: 'fields' });
    },
    makeAutomatic: () => {
      setView('fields');
      if (read !== null) takeRead(read.form);
    },
  };
}
