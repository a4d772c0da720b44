import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../../store/index.ts';
import { Button } from '../../common/Button.tsx';
import { controlClass } from '../../common/Field.tsx';
import { toHex } from '../../packet/datagram.ts';
import { FieldInput, Labelled, type FormProps } from './FieldInput.tsx';
import { headerOf } from './other-headers.ts';
import { TCP_FLAGS, transportOf } from './packet-form.ts';

/** The fields that this protocol has; the rarer ones folded. */
export function PacketFields(props: FormProps) {
  const { t } = useTranslation('composer');
  const { form } = props;
  const isReply = form.origin.kind === 'reply';
  const transport = isReply && form.text.proto === '' ? 'any' : transportOf(form.text.proto);
  return (
    <div className="flex flex-col gap-2">
      <Group>
        <FieldInput {...props} field="src" placeholder={isReply ? t('auto') : '192.168.1.2'} />
        <FieldInput {...props} field="dst" placeholder={isReply ? t('auto') : '8.8.8.8'} />
        <FieldInput {...props} field="proto" placeholder={isReply ? t('auto') : 'tcp'} />
        <FieldInput {...props} field="ttl" placeholder="64" />
      </Group>
      {(transport === 'tcp' || transport === 'udp') && (
        <Group>
          <FieldInput {...props} field="sport" placeholder="40000" />
          <FieldInput {...props} field="dport" placeholder={transport === 'tcp' ? '80' : '53'} />
        </Group>
      )}
      {(transport === 'tcp' || transport === 'any') && <Flags {...props} />}
      {(transport === 'icmp' || transport === 'any') && <IcmpFields {...props} isReply={isReply} />}
      {transport === 'other' ? (
        <OtherHeader {...props} />
      ) : (
        <FieldInput {...props} field="payload" placeholder="GET / HTTP/1.1\r\n\r\n" />
      )}
      <details>
        <summary className="min-h-6 text-small font-medium text-accent">{t('more')}</summary>
        <div className="mt-2 flex flex-col gap-4">
          <Group>
            {transport === 'other' ? (
              <FieldInput {...props} field="payload" />
            ) : (
              <FieldInput {...props} field="payloadHex" placeholder="" />
            )}
            <FieldInput {...props} field="length" />
            {transport === 'tcp' && (
              <>
                <FieldInput {...props} field="seq" />
                <FieldInput {...props} field="ack" />
                <FieldInput {...props} field="window" placeholder="64240" />
              </>
            )}
            <FieldInput {...props} field="id" />
            <FieldInput {...props} field="tos" placeholder="0" />
            <FieldInput {...props} field="frag" placeholder="0" />
            <FieldInput {...props} field="options" placeholder="" />
            <DontFragment {...props} />
          </Group>
          <label
            className="flex min-h-6 items-center gap-2"
            onPointerEnter={() => props.onPoint('mf')}
            onPointerLeave={() => props.onPoint(null)}
          >
            <input
              id="composer-mf"
              type="checkbox"
              onFocus={() => props.onPoint('mf')}
              checked={form.mf}
              onChange={(event) => props.onChange({ ...form, mf: event.target.checked })}
            />
            {t('mf')}
          </label>
          <MetaFields {...props} />
        </div>
      </details>
    </div>
  );
}

/** What stands beside the bytes. */
export function MetaFields(props: FormProps) {
  return (
    <Group>
      <FieldInput {...props} field="mark" placeholder="0" />
      {props.form.origin.kind === 'local' ? (
        <>
          <FieldInput {...props} field="uid" placeholder="0" />
          <FieldInput {...props} field="gid" placeholder="0" />
        </>
      ) : (
        <>
          <FieldInput {...props} field="srcMac" />
          <FieldInput {...props} field="dstMac" />
        </>
      )}
    </Group>
  );
}

const Group = ({ children }: { readonly children: ReactNode }) => (
  <div className="grid grid-cols-2 gap-x-3 gap-y-1 max-[420px]:grid-cols-1">{children}</div>
);

/** A protocol that the form has no fields for: its header and all behind it as bytes. */
function OtherHeader(props: FormProps) {
  const { t } = useTranslation('composer');
  const { form, onChange } = props;
  const header = headerOf(form.text.proto);
  return (
    <div className="flex items-center gap-2">
      <FieldInput {...props} field="payloadHex" placeholder="" className="flex-1" />
      {header !== null && (
        <Button look="line" onClick={() => onChange({ ...form, text: { ...form.text, payloadHex: header } })}>
          {t('fillHeader')}
        </Button>
      )}
    </div>
  );
}

function Flags({ form, errors, onChange, onPoint }: FormProps) {
  const { t } = useTranslation('composer');
  const chosen = form.flags ?? (form.origin.kind === 'reply' ? [] : ['SYN' as const]);
  return (
    <fieldset>
      <legend className="mb-1 text-label font-medium text-ink2">
        {t('flags')} {form.flags === null && <span className="font-normal text-ink3">({t('flagsAuto')})</span>}
      </legend>
      <div className="flex flex-wrap gap-x-3">
        {TCP_FLAGS.map((flag) => (
          <label
            key={flag}
            className="flex min-h-6 items-center gap-1.5 font-mono text-mono"
            onPointerEnter={() => onPoint('flags')}
            onPointerLeave={() => onPoint(null)}
          >
            <input
              id={flag === TCP_FLAGS[0] ? 'composer-flags' : undefined}
              type="checkbox"
              checked={chosen.includes(flag)}
              onFocus={() => onPoint('flags')}
              onChange={(event) =>
                onChange({
                  ...form,
                  flags: TCP_FLAGS.filter((one) => (one === flag ? event.target.checked : chosen.includes(one))),
                })
              }
            />
            {flag}
          </label>
        ))}
      </div>
      {errors.has('flags') && (
        <p role="alert" className="text-label text-drop">
          {errors.get('flags')}
        </p>
      )}
    </fieldset>
  );
}

function IcmpFields({ isReply, ...props }: FormProps & { readonly isReply: boolean }) {
  return (
    <>
      <Group>
        <FieldInput {...props} field="icmpType" {...(isReply ? {} : { placeholder: 'echo-request' })} />
        <FieldInput {...props} field="icmpCode" />
        <FieldInput {...props} field="icmpId" />
        <FieldInput {...props} field="icmpSeq" />
      </Group>
      <div className="flex items-center gap-2">
        <FieldInput {...props} field="inner" placeholder="4500…" className="flex-1" />
        <QuoteSelect {...props} />
      </div>
    </>
  );
}

/** Fills in the datagram that a step put on the wire, as an ICMP error would quote it. */
function QuoteSelect({ form, onChange }: Pick<FormProps, 'form' | 'onChange'>) {
  const { t } = useTranslation('composer');
  const view = useApp((state) => state.run.view);
  const quotable = (view?.steps ?? []).flatMap((step, index) => {
    const sent = step.events.find((event) => event.kind === 'sent');
    return sent === undefined ? [] : [{ step: index + 1, bytes: sent.bytes }];
  });
  if (quotable.length === 0) return null;
  return (
    <select
      aria-label={t('labels.inner')}
      className={`${controlClass()} max-w-36`}
      value=""
      onChange={(event) => {
        const chosen = quotable.find((one) => String(one.step) === event.target.value);
        if (chosen !== undefined)
          onChange({ ...form, text: { ...form.text, inner: toHex(chosen.bytes.subarray(0, 28)) } });
      }}
    >
      <option value="">…</option>
      {quotable.map(({ step }) => (
        <option key={step} value={step}>
          {t('quote', { step })}
        </option>
      ))}
    </select>
  );
}

const DF = { auto: null, on: true, off: false } as const;

function DontFragment(props: FormProps) {
  const { t } = useTranslation('composer');
  const { form, onChange } = props;
  const value = form.df === null ? 'auto' : form.df ? 'on' : 'off';
  return (
    <Labelled {...props} field="df" label={t('df')}>
      {(control) => (
        <select
          {...control}
          className={controlClass()}
          value={value}
          onChange={(event) => onChange({ ...form, df: DF[event.target.value as keyof typeof DF] })}
        >
          <option value="auto">{t('dfAuto')}</option>
          <option value="on">{t('on')}</option>
          <option value="off">{t('off')}</option>
        </select>
      )}
    </Labelled>
  );
}
