import { useTranslation } from 'react-i18next';
import type { PacketLine } from '../../engine/index.ts';

interface HeaderTableProps {
  readonly lines: readonly PacketLine[];
  /** The same packet at its start, for the old values. */
  readonly start: readonly PacketLine[];
  readonly onPoint: (line: PacketLine | null) => void;
}

/** Header fields by layer; a changed one shows old → new. */
export function HeaderTable({ lines, start, onPoint }: HeaderTableProps) {
  const { t } = useTranslation('packet');
  const before = new Map(start.map((line) => [`${line.layer}.${line.field}`, line.value]));
  return (
    <table className="w-full text-left">
      {layersOf(lines).map(([layer, fields]) => (
        <tbody key={layer}>
          <tr>
            <th colSpan={2} scope="rowgroup" className="pt-2 pb-0.5 text-label font-semibold text-ink3">
              {layer}
            </th>
          </tr>
          {fields.map((line) => {
            const old = before.get(`${line.layer}.${line.field}`);
            const isChanged = old !== undefined && old !== line.value;
            return (
              <tr
                key={`${line.field}.${line.offset}`}
                className={isChanged ? 'bg-hit' : 'hover:bg-seen'}
                onPointerEnter={() => onPoint(line)}
                onPointerLeave={() => onPoint(null)}
              >
                <th scope="row" className="w-[38%] py-0.5 pr-2 pl-1.5 align-top text-small font-normal text-ink2">
                  {line.field}
                </th>
                <td className="py-0.5 pr-1.5 font-mono text-mono break-all">
                  {isChanged && (
                    <>
                      <span className="sr-only">{t('was')} </span>
                      <del className="text-ink3">{old}</del>{' '}
                    </>
                  )}
                  <span className={isChanged ? 'font-semibold text-nat' : ''}>{line.value}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

function layersOf(lines: readonly PacketLine[]): readonly (readonly [string, readonly PacketLine[]])[] {
  const layers = new Map<string, PacketLine[]>();
  for (const line of lines) layers.set(line.layer, [...(layers.get(line.layer) ?? []), line]);
  return [...layers];
}
